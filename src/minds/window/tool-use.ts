/** What the use of a tool does to the tree: it writes files, runs a command, or neither. */
import { isJsonObject, type Json, type JsonObject } from '../../base/index.ts'
import { noText, textIn, type Unreadable, unreadable } from './hook-envelope.ts'
import { pathsOfPatch } from './patch-paths.ts'
import { pathsOfShellPatch } from './shell-patch.ts'

/** The tools of one agent that are known by name. */
export interface ToolTable {
  /** Writes the file that its input names, by the name of that field. */
  readonly writes: ReadonlyMap<string, string>
  /** Takes a patch whose text names the files. */
  readonly patches: ReadonlySet<string>
  readonly runs: ReadonlySet<string>
  /** Writes nothing in the tree, whatever its input looks like. */
  readonly reads: ReadonlySet<string>
}

/** What a tool does. */
export type ToolUse =
  | { readonly kind: 'write'; readonly paths: readonly string[] }
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'other' }
  | Unreadable

/** Reads the fields `tool_name` and `tool_input` of a hook. */
export const readToolUse = (table: ToolTable, fields: JsonObject): ToolUse => {
  const name = textIn(fields, 'tool_name')
  if (name === '') return unreadable('tool_name', noText)
  if (table.reads.has(name)) return { kind: 'other' }
  const input = Object.hasOwn(fields, 'tool_input') ? fields['tool_input'] : undefined
  const pathField = table.writes.get(name)
  if (pathField !== undefined) return writeOf(input, pathField)
  if (table.patches.has(name)) return patchOf(input)
  if (table.runs.has(name)) return runOf(table, input)
  return unknownTool(input)
}

const writeOf = (input: Json | undefined, pathField: string): ToolUse => {
  const path = isJsonObject(input) ? textIn(input, pathField) : ''
  return checked(`tool_input.${pathField}`, path === '' ? [] : [path])
}

const patchOf = (input: Json | undefined): ToolUse =>
  checked('tool_input', pathsOfPatch(patchText(input)))

// The text stands in `command`, in older versions in `input` or as the second word of a command.
const patchText = (input: Json | undefined): string => {
  if (typeof input === 'string') return input
  if (!isJsonObject(input)) return ''
  return ['command', 'input', 'patch'].map((name) => commandText(input[name])).join('\n')
}

const commandText = (value: Json | undefined): string => {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string').join(' ') : ''
}

const runOf = (table: ToolTable, input: Json | undefined): ToolUse => {
  if (!isJsonObject(input)) return unreadable('tool_input', 'it is no JSON object')
  const command = commandText(input['command'] ?? input['cmd'])
  if (command === '') return unreadable('tool_input.command', noText)
  // An agent that patches takes a patch from its shell too, and applies it itself.
  const patched = table.patches.size > 0 ? pathsOfShellPatch(command) : []
  if (!isPaths(patched)) return patched
  return patched.length > 0 ? checked('tool_input', patched) : { kind: 'run', command }
}

const isPaths = (read: readonly string[] | Unreadable): read is readonly string[] =>
  Array.isArray(read)

const pathFields = ['file_path', 'notebook_path', 'filePath', 'path'] as const

const contentFields: ReadonlySet<string> = new Set([
  'content',
  'contents',
  'file_text',
  'text',
  'new_string',
  'new_str',
  'new_source',
  'insert_text',
  'edits',
  'patch',
  'diff',
])

/** A tool that we have never seen is taken for one that writes where it names a path and bears content. */
const unknownTool = (input: Json | undefined): ToolUse => {
  if (!isJsonObject(input)) return { kind: 'other' }
  if (!Object.keys(input).some((name) => contentFields.has(name))) return { kind: 'other' }
  const paths = pathFields.map((name) => textIn(input, name)).filter((path) => path !== '')
  return paths.length === 0 ? { kind: 'other' } : checked('tool_input', paths)
}

const checked = (place: string, paths: readonly string[]): ToolUse => {
  if (paths.length === 0) return unreadable(place, 'it names no file')
  if (paths.some((path) => path.includes('\0'))) {
    return unreadable(place, 'it names a file by a name that no file can have')
  }
  return { kind: 'write', paths: [...new Set(paths)] }
}
