/** Plants defects with mechanical mends into any repository, at files that it has where it has any. */
import { type Random, seededRandom } from '../../../base/index.ts'
import { deadLinkFinder } from '../finders/dead-link.ts'
import { onlyFileNamed } from '../finders/link-target.ts'
import { trackedIgnoredFinder } from '../finders/tracked-ignored.ts'
import type { RepositoryView } from '../finders/repository-view.ts'
import type { FindingKind } from '../finders/suspicion.ts'
import type { Edit } from '../mends/edit.ts'
import { overlayView } from './overlay.ts'

/** One planted defect, named as its finding will name it. */
export interface PlantedDefect {
  readonly mark: 'planted'
  readonly kind: FindingKind
  readonly file: string
  readonly target: string
}

/** Defects, and the changes that bring all of them into the tree: one for each path. */
export interface Planting {
  readonly defects: readonly PlantedDefect[]
  readonly edits: readonly Edit[]
}

/**
 * Plants `count` defects: dead links (the first two in one document, so that two members meet
 * there), tracked files that are ignored, and dangling symbolic links, in turn. A view and a seed
 * give the same planting. Each has a mend, and undoing it leaves the repository's own files alone.
 */
export const plantDefects = async (
  view: RepositoryView,
  seed: number,
  count: number,
): Promise<Planting> => {
  const field = await openField(view, seed)
  const defects: PlantedDefect[] = []
  for (let at = 0; at < count; at += 1) {
    defects.push(await plantOne(field, turns[at % turns.length] ?? 'dead-link'))
  }
  return { defects, edits: [...field.edits.values()] }
}

type Plantable = 'dead-link' | 'tracked-ignored' | 'dangling-link'
const turns: readonly Plantable[] = ['dead-link', 'dead-link', 'tracked-ignored', 'dangling-link']

/** Where planting goes on: what was drawn, and what has been changed so far. */
interface Field {
  readonly view: RepositoryView
  readonly random: Random
  readonly edits: Map<string, Edit>
  /** Files whose name is theirs alone, which a mend can find again. */
  readonly donors: readonly string[]
  readonly documents: readonly string[]
  /** How many links were planted: two go into each document. */
  linkCount: number
}

const openField = async (view: RepositoryView, seed: number): Promise<Field> => {
  const random = seededRandom(seed, 'planted defects')
  const edits = new Map<string, Edit>()
  const plain = view.files
    .filter(({ path, kind }) => kind === 'file' && /^[\w./-]+$/.test(path))
    .map(({ path }) => path)
    .toSorted()
  const found = random
    .shuffle(plain.filter((path) => !unfit.test(path) && !view.isLeftOut(path)))
    .filter((path) => onlyFileNamed(view, path) === path)
  if (found.length === 0) {
    const content = 'A page that was planted, for links to lead to.\n'
    edits.set('planted-page.txt', { path: 'planted-page.txt', newContent: content })
  }
  const documents = plain.filter((path) => deadLinkFinder(view).reads(path))
  return {
    view,
    random,
    edits,
    donors: found.length > 0 ? found.slice(0, 50) : ['planted-page.txt'],
    documents: random.shuffle(documents).slice(0, 20),
    linkCount: 0,
  }
}

/** Names whose links are taken for pages of a site or for addresses, and files that git itself reads. */
const unfit =
  /\.(?:html?|php|aspx?|com|org|net|io|dev|\d\w*)$|(?:^|\/)[^/]*$(?<!\.[a-z]\w{0,9})|(?:^|\/)\./i

/** Where a kind cannot be planted, because rules ignore whatever is missing, another stands in. */
const plantOne = async (field: Field, kind: Plantable): Promise<PlantedDefect> => {
  const planted =
    kind === 'dead-link'
      ? await plantLink(field)
      : kind === 'dangling-link'
        ? plantDangling(field)
        : undefined
  return planted ?? (await plantIgnored(field))
}

const plantLink = async (field: Field): Promise<PlantedDefect | undefined> => {
  const at = Math.floor(field.linkCount / 2)
  field.linkCount += 1
  const donor = field.random.pick(field.donors)
  const target = `${freshName(field, 'moved')}/${donor.slice(donor.lastIndexOf('/') + 1)}`
  const after = [...field.documents.slice(at), ...field.documents.slice(0, at)]
  for (const document of after) {
    const text = await textOf(field, document)
    const newContent = `${text.replace(/\s*$/, '')}\n\nSee also [${donor}](${target}).\n`
    const edit: Edit = { path: document, newContent }
    if (await isSeen(field, edit, { kind: 'dead-link', file: document, target })) {
      field.edits.set(document, edit)
      return { mark: 'planted', kind: 'dead-link', file: document, target }
    }
  }
  const path = ownDocumentOf(field)
  const text = field.edits.has(path) ? await textOf(field, path) : '# Planted\n'
  const edit: Edit = { path, newContent: `${text}\nSee also [${donor}](${target}).\n` }
  if (!(await isSeen(field, edit, { kind: 'dead-link', file: path, target }))) return undefined
  field.edits.set(path, edit)
  return { mark: 'planted', kind: 'dead-link', file: path, target }
}

const ownDocumentOf = ({ edits, view }: Field): string => {
  const free = (path: string): boolean => edits.has(path) || view.find(path) === undefined
  return ownDocuments.find(free) ?? ownDocuments[0]
}

const ownDocuments = ['PLANTED.md', 'PLANTED-LINKS.md', 'PLANTED-NOTES.md'] as const

const plantIgnored = async (field: Field): Promise<PlantedDefect> => {
  const file = `${freshName(field, 'trace')}.tmp`
  const rules = await textOf(field, '.gitignore')
  const newContent = `${rules}${rules === '' || rules.endsWith('\n') ? '' : '\n'}/${file}\n`
  field.edits.set(file, { path: file, newContent: 'A trace that nobody meant to keep.\n' })
  field.edits.set('.gitignore', { path: '.gitignore', newContent })
  return { mark: 'planted', kind: 'tracked-ignored', file, target: file }
}

const plantDangling = (field: Field): PlantedDefect | undefined => {
  const donor = field.random.pick(field.donors)
  const file = freshName(field, 'link')
  const target = `${freshName(field, 'moved')}/${donor.slice(donor.lastIndexOf('/') + 1)}`
  if (field.view.isIgnored(target)) return undefined
  field.edits.set(file, { path: file, link: target })
  return { mark: 'planted', kind: 'dangling-link', file, target }
}

/** A name at the top that nothing has. */
const freshName = ({ view, edits, random }: Field, purpose: string): string => {
  for (;;) {
    const name = `planted-${purpose}-${random.integer(900_000) + 100_000}`
    if (view.find(name) === undefined && !view.isFolder(name) && !edits.has(name)) return name
  }
}

const textOf = async ({ view, edits }: Field, path: string): Promise<string> => {
  const edit = edits.get(path)
  if (edit !== undefined) return 'newContent' in edit ? edit.newContent : ''
  return (await view.readTexts([path])).get(path) ?? ''
}

/** Whether the finders see the defect there: not within an open listing, a site or a generated page. */
const isSeen = async (
  field: Field,
  edit: Edit,
  defect: { readonly kind: FindingKind; readonly file: string; readonly target: string },
): Promise<boolean> => {
  const edits = new Map([...field.edits, [edit.path, edit] as const])
  const view = await overlayView(field.view, [...edits.values()])
  const finder = defect.kind === 'dead-link' ? deadLinkFinder(view) : trackedIgnoredFinder(view)
  const found = await finder.find([defect.file])
  return found.some(({ file, target }) => file === defect.file && target === defect.target)
}
