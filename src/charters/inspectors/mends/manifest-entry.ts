/** Adds one dependency to the text of a manifest and leaves every other byte as it is. */
import { isJsonObject } from '../../../base/index.ts'
import { parseJson } from '../finders/declared-packages.ts'

/** A dependency to be declared. */
export interface Entry {
  readonly field: 'dependencies' | 'devDependencies'
  readonly name: string
  readonly range: string
}

/** The manifest with the entry in its place by name, or undefined where its form is not known. */
export const addEntry = (text: string, entry: Entry): string | undefined => {
  const before = parseJson(text)
  if (before === undefined) return undefined
  const added = before[entry.field] === undefined ? addField(text, entry) : addToField(text, entry)
  const after = added === undefined ? undefined : parseJson(added)
  const list = after?.[entry.field]
  return isJsonObject(list) && list[entry.name] === entry.range ? added : undefined
}

const addToField = (text: string, { field, name, range }: Entry): string | undefined => {
  const empty = new RegExp(String.raw`^([ \t]+)"${field}"\s*:\s*\{\s*\}`, 'm')
  const line = `${JSON.stringify(name)}: ${JSON.stringify(range)}`
  if (empty.test(text)) {
    return text.replace(
      empty,
      (_, indent: string) => `${indent}"${field}": {\n${indent}${indent}${line}\n${indent}}`,
    )
  }
  const whole = new RegExp(
    String.raw`^[ \t]+"${field}"\s*:\s*\{[ \t]*\r?\n((?:[ \t]+"[^"\n]+"\s*:\s*"[^"\n]*",?[ \t]*\r?\n)+)`,
    'm',
  )
  const found = whole.exec(text)
  if (found?.[1] === undefined) return undefined
  const [end = '\n'] = /\r?\n/.exec(found[1]) ?? []
  const entries = found[1].split(/\r?\n/).slice(0, -1)
  const indent = /^[ \t]+/.exec(entries[0] ?? '')?.[0] ?? '  '
  const at = entries.findIndex((one) => (/"([^"]+)"/.exec(one)?.[1] ?? '') > name)
  const placed =
    at >= 0
      ? [...entries.slice(0, at), `${indent}${line},`, ...entries.slice(at)]
      : [...entries.slice(0, -1), `${entries.at(-1)?.trimEnd()},`, `${indent}${line}`]
  const start = found.index + found[0].length - found[1].length
  return text.slice(0, start) + placed.join(end) + end + text.slice(start + found[1].length)
}

const addField = (text: string, { field, name, range }: Entry): string | undefined => {
  const last = /^([\s\S]*[^\s{])(\s*)\}\s*$/.exec(text)
  const indent = /^([ \t]+)"/m.exec(text)?.[1]
  if (last?.[1] === undefined || indent === undefined) return undefined
  const line = `${indent}${indent}${JSON.stringify(name)}: ${JSON.stringify(range)}`
  const rest = text.slice(last[1].length)
  return `${last[1]},\n${indent}"${field}": {\n${line}\n${indent}}${rest}`
}
