/** `members.ts`: the hired members, written whole by the program and spread by `firm.ts`. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accepted, type Faults, isJsonObject, noFaults, type Outcome } from '../../base/index.ts'
import type { MemberSpec } from '../../kernel/charter/index.ts'
import type { CharterLoader, LoadedCharter } from './charter-loader.ts'
import type { CharterFaultPoint } from './fault-points.ts'
import { noFile, type LoadRefusal } from './load-refusal.ts'
import { memberSource } from './member-source.ts'
import { formatKey, formatPiece, objectOf, quote } from './source-text.ts'

/** Members by name, as `claude({ … })` and the like make them. */
export interface HiredMembers {
  readonly [name: string]: MemberSpec
}

const membersName = 'members.ts'

/** The file beside `firm.ts` that holds the hired members. */
export const membersFile = (folder: string): string => join(folder, membersName)

/** The hired members of a charter's folder, or what a file beside them says; none where there is no file. */
export const readMembers = async (
  loader: CharterLoader,
  folder: string,
  name: string = membersName,
): Promise<Outcome<HiredMembers, LoadRefusal>> => {
  const file = join(folder, name)
  const loaded = await loader.loadModule(file)
  if (!loaded.ok) return loaded.why === 'no-file' ? accepted({}) : loaded
  const { members } = loaded.value.exported
  return areMembers(members) ? accepted(members) : noFile(`${file} with members`)
}

const areMembers = (value: unknown): value is HiredMembers =>
  isJsonObject(value) &&
  Object.values(value).every((one) => isJsonObject(one) && isJsonObject(one['mind']))

/** Writes all hired members, replacing the file at once. */
export const writeMembers = async (
  folder: string,
  members: HiredMembers,
  faults: Faults = noFaults,
): Promise<void> => {
  const reach = (point: CharterFaultPoint): void => faults.reach(point)
  await mkdir(folder, { recursive: true })
  const file = membersFile(folder)
  const draft = `${file}.new`
  try {
    reach('charter: before members are drafted')
    // Flushed before it is named, or a file without words could stand there when the power goes.
    await writeFile(draft, formatMembers(members), { flush: true })
    reach('charter: members drafted')
    await rename(draft, file)
    reach('charter: members in place')
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** The text of `members.ts`; the same members give the same text. */
export const formatMembers = (members: HiredMembers): string => {
  const names = Object.keys(members).toSorted()
  const scripts = names.filter((name) => members[name]?.mind.kind === 'script')
  const playsOf = (name: string): string => `plays${scripts.indexOf(name) + 1}`
  const sources = names.flatMap((name) => {
    const member = members[name]
    return member === undefined ? [] : [{ name, ...memberSource(member, playsOf(name)) }]
  })
  const words = [...new Set(sources.flatMap((source) => source.words))].toSorted()
  const imports = [
    ...(words.length === 0 ? [] : [importLine(words.join(', '), 'firm')]),
    ...scripts.map((name) => importLine(`plays as ${playsOf(name)}`, fileOf(members[name]))),
  ]
  const lines = sources.map(({ name, piece }) => {
    const before = `  ${formatKey(name)}: `
    return `${before}${formatPiece(piece, { indent: 2, column: before.length, after: 1 })},`
  })
  const body =
    lines.length === 0
      ? `export const members = ${formatPiece(objectOf([]), { indent: 0, column: 0, after: 0 })}`
      : ['export const members = {', ...lines, '}'].join('\n')
  return [head, ...imports, ...(imports.length === 0 ? [] : ['']), body, ''].join('\n')
}

const head =
  '// Written by `firm hire` and `firm dismiss`, whole each time: what is added here by hand is lost.'

const importLine = (words: string, from: string): string =>
  `import { ${words} } from ${quote(from)}`

const fileOf = (member: MemberSpec | undefined): string => {
  const file = member?.mind.options['file']
  return typeof file === 'string' ? file : ''
}

/**
 * The lines that a charter of another form lacks, for a person to add: the program never rewrites it.
 * Undefined where every hired member stands in the charter already.
 */
export const linesToAdd = (loaded: LoadedCharter, members: HiredMembers): string | undefined => {
  const known = loaded.firm.form.members
  const lacking = Object.keys(members).filter((name) => !Object.hasOwn(known, name))
  if (lacking.length === 0) return undefined
  return [
    `${loaded.entry} does not take ${lacking.join(', ')} from members.ts. Add two lines to it:`,
    "  import { members } from './members.ts'",
    '  ...members,  (within `members: { }`)',
  ].join('\n')
}
