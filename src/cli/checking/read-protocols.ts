/** Reads the protocols of a file: what a module exports, or an array in the published format. */
import { readFileSync } from 'node:fs'
import { FirmError } from '../../base/index.ts'
import {
  type CheckOptions,
  check,
  checkApart,
  checkPublished,
  isAccepted,
  parseProtocolForm,
  parsePublished,
  type ProtocolForm,
  type Verdict,
} from '../../protocol/index.ts'
import type { Exports, Modules } from '../modules/index.ts'

/** Something that can be checked. */
export interface Checkable {
  readonly name: string
  readonly source: string
  readonly check: (options: CheckOptions) => Verdict
  readonly isAccepted: (verdict: Verdict) => boolean
}

/** How to read a file. */
export interface ReadingOptions {
  readonly modules: Modules
  /** Whether protocols of a module are judged apart, too. */
  readonly apart: boolean
}

/** The protocols of a file, in the order of the file. Throws where it is not readable as protocols. */
export const readProtocols = async (
  file: string,
  { modules, apart }: ReadingOptions,
): Promise<readonly Checkable[]> => {
  const published = file.endsWith('.json') ? readPublished(file) : undefined
  if (published !== undefined) return published
  const protocols = await readForms(file, modules)
  return protocols.flatMap((form) =>
    apart ? [atHome(form, file), cut(form, file)] : [atHome(form, file)],
  )
}

const atHome = (form: ProtocolForm, source: string): Checkable => ({
  name: form.name,
  source,
  check: (options) => check(form, options),
  isAccepted,
})

const cut = (form: ProtocolForm, source: string): Checkable => ({
  name: `${form.name} (apart)`,
  source,
  check: (options) => checkApart(form, options),
  isAccepted,
})

/** The canonical forms of a file's protocols; JSON holds one form. */
export const readForms = async (
  file: string,
  modules: Modules,
): Promise<readonly ProtocolForm[]> => {
  if (file.endsWith('.json')) return [readForm(file)]
  const forms = protocolsIn(await modules.load(file))
  if (forms.length === 0) throw new NoProtocolsError(file)
  return forms
}

const readForm = (file: string): ProtocolForm => {
  const read = parseProtocolForm(readJson(file))
  if (read.ok) return read.value
  throw new NotProtocolsError(file, read.message, read.hint)
}

/** The published format knows safe and live, and nothing besides. */
const readPublished = (file: string): readonly Checkable[] | undefined => {
  const json = readJson(file)
  if (isForm(json)) return undefined
  const read = parsePublished(json)
  if (!read.ok) throw new NotProtocolsError(file, read.message, read.hint)
  return read.value.map((published) => ({
    name: published.form.name,
    source: published.source === '' ? file : published.source,
    check: (options) => checkPublished(published, options),
    isAccepted: ({ safe, live }) => safe === true && live === true,
  }))
}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new NotProtocolsError(file, error instanceof Error ? error.message : String(error))
  }
}

/** Exports that are protocols, and those in exported arrays, each once. */
const protocolsIn = (exports: Exports): readonly ProtocolForm[] => {
  const values = Object.values(exports).flatMap((value) => (Array.isArray(value) ? value : [value]))
  const forms = values.flatMap((value) => formOf(value) ?? [])
  return [...new Set(forms)]
}

/** A protocol of another copy of the language has a form as well, so it is known by that. */
const formOf = (value: unknown): ProtocolForm | undefined => {
  if (typeof value !== 'object' || value === null || !('form' in value)) return undefined
  return isForm(value.form) ? value.form : undefined
}

const isForm = (value: unknown): value is ProtocolForm =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === 1

/** A file that holds something else. */
export class NotProtocolsError extends FirmError {
  override readonly name = 'NotProtocolsError'

  constructor(file: string, why: string, hint?: string) {
    super('wrong-usage', `${file} is not readable as protocols: ${why}`, {
      hint:
        hint ?? 'Give a TypeScript module that exports protocols, or JSON in the published format.',
      data: { file },
    })
  }
}

/** A module that exports no protocol. */
export class NoProtocolsError extends NotProtocolsError {
  constructor(file: string) {
    super(
      file,
      'it exports none',
      'Export what `protocol(…)` gives; one with open places becomes one by `with`.',
    )
  }
}
