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
import { type Firm, ledgersIn } from '../../kernel/charter/index.ts'
import type { CharterForm } from '../../kernel/index.ts'
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
  if (file.endsWith('.json')) return judgedIn(readForm(file), { source: file, apart })
  const exports = await modules.load(file)
  const firms = firmsIn(exports)
  const owned = new Set(firms.flatMap((firm) => Object.values(firm.protocols)))
  const others = protocolsIn(exports).filter((form) => !owned.has(form))
  const judged = [
    ...firms.flatMap((firm) => judgedInFirm(firm, { source: file, apart })),
    ...others.flatMap((form) => judgedIn(form, { source: file, apart })),
  ]
  if (judged.length === 0) throw new NoProtocolsError(file)
  return judged
}

interface Judging {
  readonly source: string
  readonly apart: boolean
}

const judgedIn = (form: ProtocolForm, { source, apart }: Judging): readonly Checkable[] =>
  apart ? [atHome(form, source), cut(form, source)] : [atHome(form, source)]

/** A firm's protocols as it enacts them: what it shares with other firms is judged with their roles there. */
const judgedInFirm = (
  { apart = {}, protocols }: CharterForm,
  judging: Judging,
): readonly Checkable[] =>
  Object.values(protocols).flatMap((form) => {
    const elsewhere = apart[form.name]
    if (elsewhere === undefined) return judgedIn(form, judging)
    return [cut(form, judging.source, ledgersIn(form, elsewhere))]
  })

const atHome = (form: ProtocolForm, source: string): Checkable => ({
  name: form.name,
  source,
  check: (options) => check(form, options),
  isAccepted,
})

const cut = (form: ProtocolForm, source: string, together: Ledgers = []): Checkable => ({
  name: `${form.name} (apart)`,
  source,
  check: (options) => checkApart(form, { ...options, together }),
  isAccepted,
})

/** Roles that one ledger holds together. */
type Ledgers = readonly (readonly string[])[]

/** The canonical forms of a file's protocols; JSON holds one form. */
export const readForms = async (
  file: string,
  modules: Modules,
): Promise<readonly ProtocolForm[]> => {
  if (file.endsWith('.json')) return [readForm(file)]
  const exports = await modules.load(file)
  const owned = firmsIn(exports).flatMap(({ protocols }) => Object.values(protocols))
  const forms = [...new Set([...owned, ...protocolsIn(exports)])]
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

/** The charters of exported firms. */
const firmsIn = (exports: Exports): readonly CharterForm[] =>
  Object.values(exports)
    .filter(isFirm)
    .map(({ form }) => form)

const isFirm = (value: unknown): value is Pick<Firm, 'form'> =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'firm'

/** Exports that are protocols, and those in exported arrays, each once. */
const protocolsIn = (exports: Exports): readonly ProtocolForm[] => {
  const values = Object.values(exports).flatMap((value) => (Array.isArray(value) ? value : [value]))
  const forms = values.flatMap((value) => formOf(value) ?? [])
  return [...new Set(forms)]
}

/** A protocol of another copy of the language has a form as well, so it is known by that. */
const formOf = (value: unknown): ProtocolForm | undefined => {
  if (typeof value !== 'object' || value === null || !('form' in value)) return undefined
  if (isFirm(value)) return undefined
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
