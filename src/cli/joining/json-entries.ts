/** Our entries in a JSON configuration: put in where they are missing, taken out again wherever they stand. */
import { isDeepStrictEqual } from 'node:util'
import { getNodeValue, type Node } from 'jsonc-parser'
import { accepted, type Json, type Outcome, refused } from '../../base/index.ts'
import {
  type JsonDocument,
  memberOf,
  parseDocument,
  type Uneditable,
  valueAt,
  wrongShape,
} from './json-document.ts'
import { innerText, insertChild, removeChild } from './json-edit.ts'

/** Something that a configuration shall hold: an element of the list at a path, or a member at it. */
export interface JsonEntry {
  readonly kind: 'element' | 'member'
  readonly path: readonly string[]
  readonly value: Json
}

/** Where ours are looked for, and by what they are known; `*` is any name and any element. */
export interface JsonSweep {
  readonly path: readonly string[]
  readonly isOurs: (value: unknown) => boolean
  /** Whether nobody else writes such a thing, so that no record is needed to call it ours. */
  readonly isSure: boolean
}

/** The file as it was without ours: its text, nothing, or unknown. */
export type Bare = { readonly kind: 'known'; readonly text: string } | { readonly kind: 'unknown' }

/** Whether a text says nothing yet. */
export const isBlank = (text: string): boolean => text.replace(/^\uFEFF/, '').trim() === ''

/** The text with every entry. */
export const addEntries = (
  text: string,
  entries: readonly JsonEntry[],
): Outcome<string, Uneditable> => {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  let now = isBlank(text) ? `${mark}{}${text.includes('\r\n') ? '\r\n' : '\n'}` : text
  for (const entry of entries) {
    const added = addEntry(now, entry)
    if (!added.ok) return added
    now = added.value
  }
  return accepted(now)
}

const addEntry = (text: string, entry: JsonEntry): Outcome<string, Uneditable> => {
  const read = parseDocument(text)
  if (!read.ok) return read
  const document = read.value
  const { path, value, kind } = entry
  const reached = deepest(document, path)
  if (!reached.ok) return reached
  const { node, missing } = reached.value
  const [name, ...deeper] = missing
  if (name !== undefined) {
    const last: Json = kind === 'element' ? [value] : value
    const nested = deeper.reduceRight<Json>((inner, key) => ({ [key]: inner }), last)
    if (node.type !== 'object') return wrongShape(document, node, path)
    return accepted(insertChild(document, node, { name, value: nested }))
  }
  if (kind === 'member') {
    if (isDeepStrictEqual(getNodeValue(node), value)) return accepted(text)
    const said = `${path.join('.')} is there already, and not ours`
    return refused('taken', said, 'Give it another name, or take it away.')
  }
  if (node.type !== 'array') return wrongShape(document, node, path)
  const isThere = (node.children ?? []).some((one) => isDeepStrictEqual(getNodeValue(one), value))
  return accepted(isThere ? text : insertChild(document, node, { value }))
}

/** How far a path leads, and the names that are still missing. */
const deepest = (
  document: JsonDocument,
  path: readonly string[],
): Outcome<{ readonly node: Node; readonly missing: readonly string[] }, Uneditable> => {
  for (let length = path.length; length > 0; length -= 1) {
    const found = valueAt(document, path.slice(0, length))
    if (!found.ok) return found
    if (found.value !== undefined) {
      return accepted({ node: found.value, missing: path.slice(length) })
    }
  }
  return accepted({ node: document.root, missing: path })
}

/** The text without ours. What stood there before we came stays, and so do containers that were there. */
export const removeEntries = (
  text: string,
  sweeps: readonly JsonSweep[],
  bare: Bare,
): Outcome<string, Uneditable> => {
  if (isBlank(text)) return accepted(text)
  const before = bare.kind === 'known' && !isBlank(bare.text) ? parseDocument(bare.text) : undefined
  if (before !== undefined && !before.ok) return before
  const looked = bare.kind === 'known' ? sweeps : sweeps.filter(({ isSure }) => isSure)
  let now = text
  for (;;) {
    const read = parseDocument(now)
    if (!read.ok) return read
    const found = findOurs(read.value, looked, before?.value)
    if (found === undefined) break
    now = takeOut(read.value, found, before?.value)
  }
  const isEmptied = now !== text && bare.kind === 'known' && isBlank(bare.text)
  const left = isEmptied ? parseDocument(now) : undefined
  const isNothing = left?.ok === true && (left.value.root.children ?? []).length === 0
  return accepted(isNothing && bare.kind === 'known' && hasNoComments(left.value) ? bare.text : now)
}

const hasNoComments = ({ comments }: JsonDocument): boolean => comments.length === 0

/** What of ours stands in a document: one text for the same entries, in whatever order and layout. */
export const oursIn = (document: JsonDocument, sweeps: readonly JsonSweep[]): string =>
  sweeps
    .flatMap(({ path, isOurs }) =>
      matching(document, path)
        .filter(({ node }) => isOurs(valueOf(node)))
        .map(({ node, names }) =>
          JSON.stringify([names.filter((name) => !/^\d+$/.test(name)), valueOf(node)]),
        ),
    )
    .sort()
    .join('\n')

interface Found {
  /** The value, the names on the way to it, and the containers on the way, outermost first. */
  readonly node: Node
  readonly names: readonly string[]
}

const findOurs = (
  document: JsonDocument,
  sweeps: readonly JsonSweep[],
  before: JsonDocument | undefined,
): Found | undefined => {
  for (const { path, isOurs } of sweeps) {
    const theirs =
      before === undefined ? [] : matching(before, path).map(({ node }) => valueOf(node))
    for (const found of matching(document, path)) {
      const value = valueOf(found.node)
      if (!isOurs(value)) continue
      if (!theirs.some((their) => isDeepStrictEqual(their, value))) return found
    }
  }
  return undefined
}

const valueOf = (node: Node): unknown => getNodeValue(node)

const matching = (document: JsonDocument, path: readonly string[]): readonly Found[] => {
  let found: readonly Found[] = [{ node: document.root, names: [] }]
  for (const step of path) {
    found = found.flatMap(({ node, names }) =>
      (node.children ?? []).flatMap((child, index): readonly Found[] => {
        if (node.type === 'array') {
          return step === '*' ? [{ node: child, names: [...names, String(index)] }] : []
        }
        const [key, value] = child.children ?? []
        if (node.type !== 'object' || key === undefined || value === undefined) return []
        const name = String(key.value)
        return step === '*' || step === name ? [{ node: value, names: [...names, name] }] : []
      }),
    )
  }
  return found
}

/** Takes one out, and with it the containers that it leaves empty and that were not there before. */
const takeOut = (
  document: JsonDocument,
  { node, names }: Found,
  before: JsonDocument | undefined,
): string => {
  // In an object the child is the member, with its name; in a list the value itself.
  const child = node.parent?.type === 'property' ? node.parent : node
  const container = child.parent
  if (container === undefined) return document.text
  const path = names.slice(0, -1)
  const was = before === undefined ? undefined : containerIn(before, path)
  const isEmptied = (container.children ?? []).length === 1 && !hasComments(document, container)
  if (isEmptied && was === undefined && container !== document.root) {
    return takeOut(document, { node: container, names: path }, before)
  }
  const isKnownEmpty = was !== undefined && (was.children ?? []).length === 0
  const emptied = isKnownEmpty && before !== undefined ? { emptied: innerText(before, was) } : {}
  return removeChild(document, container, { child, ...emptied })
}

const containerIn = (before: JsonDocument, path: readonly string[]): Node | undefined => {
  let node: Node | undefined = before.root
  for (const name of path) {
    if (node?.type === 'array') node = node.children?.[Number(name)]
    else if (node?.type === 'object') {
      const member = memberOf(before, node, name)
      node = member.ok ? member.value?.children?.[1] : undefined
    } else return undefined
  }
  return node
}

const hasComments = ({ comments }: JsonDocument, { offset, length }: Node): boolean =>
  comments.some(({ start, end }) => start > offset && end < offset + length)
