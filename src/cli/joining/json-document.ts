/** A JSON text as people keep it: comments, trailing commas, a byte-order mark; read with the place of each token. */
import { type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser'
import { accepted, type Outcome, refused } from '../../base/index.ts'

/** A stretch of the text: from its first character to behind its last. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A text that was read. All places are seen from its beginning. */
export interface JsonDocument {
  readonly text: string
  readonly root: Node
  readonly commas: readonly number[]
  readonly comments: readonly Stretch[]
}

/** Why a configuration cannot be edited. */
export type Uneditable = 'broken' | 'other-shape' | 'taken'

const options = { allowTrailingComma: true, allowEmptyContent: false }

/** Reads an object; what stands in the text is not changed by reading it. */
export const parseDocument = (text: string): Outcome<JsonDocument, Uneditable> => {
  const errors: ParseError[] = []
  // A byte-order mark is no JSON; as a space it keeps every other place.
  const read = text.replace(/^\uFEFF/, ' ')
  const root = parseTree(read, errors, options)
  const [error] = errors
  if (error !== undefined || root === undefined) {
    const said = error === undefined ? 'it is empty' : printParseErrorCode(error.error)
    const place = placeOf(text, error?.offset ?? 0)
    return refused(
      'broken',
      `it is no JSON: ${said} at ${place}`,
      'Mend it there, and say it again.',
    )
  }
  if (root.type !== 'object') {
    return refused('other-shape', `it holds ${article(root.type)}, no object`, mendShape)
  }
  const commas: number[] = []
  const comments: Stretch[] = []
  visit(
    read,
    {
      onSeparator: (character, offset) => void (character === ',' && commas.push(offset)),
      onComment: (start, length) => void comments.push({ start, end: start + length }),
    },
    options,
  )
  return accepted({ text, root, commas, comments })
}

const mendShape = 'It is not what the agent reads: look at it, or move it away.'

/** A place in words, counted as editors do. */
export const placeOf = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
}

/** Where a node begins and ends. */
export const stretchOf = ({ offset, length }: Node): Stretch => ({
  start: offset,
  end: offset + length,
})

/** The member of an object by its name; a name that stands twice is refused, for readers differ on it. */
export const memberOf = (
  document: JsonDocument,
  object: Node,
  name: string,
): Outcome<Node | undefined, Uneditable> => {
  const found = (object.children ?? []).filter(({ children }) => children?.[0]?.value === name)
  const [first, second] = found
  if (second === undefined) return accepted(first)
  const place = placeOf(document.text, second.offset)
  const said = `${JSON.stringify(name)} stands twice in one object, again at ${place}`
  return refused('other-shape', said, 'Leave one of the two.')
}

/** The value at a path of names; undefined where a name is missing. */
export const valueAt = (
  document: JsonDocument,
  path: readonly string[],
): Outcome<Node | undefined, Uneditable> => {
  let node: Node = document.root
  for (const [index, name] of path.entries()) {
    if (node.type !== 'object') return wrongShape(document, node, path.slice(0, index))
    const member = memberOf(document, node, name)
    if (!member.ok) return member
    const value = member.value?.children?.[1]
    if (value === undefined) return accepted(undefined)
    node = value
  }
  return accepted(node)
}

/** Something stands where something of another kind belongs. */
export const wrongShape = (
  document: JsonDocument,
  node: Node,
  path: readonly string[],
): Outcome<never, Uneditable> => {
  const place = placeOf(document.text, node.offset)
  return refused('other-shape', `${path.join('.')} is ${article(node.type)} at ${place}`, mendShape)
}

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`)
