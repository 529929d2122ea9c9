/** What a protocol's messages bear on: paths, scopes, checked reports, verdicts that fail. */
import { isJsonObject, type Json } from '../base/index.ts'
import { fillPaths, valueAt } from '../kernel/index.ts'
import type { MessageForm, ProtocolForm } from '../protocol/index.ts'

/** Compiled once for each protocol of a charter. */
export interface Bearing {
  readonly form: ProtocolForm
  /** Messages that bind something whose existence an environment was asked about. */
  readonly checked: ReadonlySet<string>
  /** By fact: the branches after which the work starts again or fails. */
  readonly failing: ReadonlyMap<string, ReadonlySet<string>>
  /** Paths of facts that list leased resources, such as `spec.paths`. */
  readonly leases: readonly string[]
  /** Templates of standing scopes that the enactment's own facts fill. */
  readonly scopes: readonly string[]
}

/** The bearing of a protocol. */
export const bearingOf = (form: ProtocolForm): Bearing => {
  const messages = Object.entries(form.messages)
  const stands = Object.values(form.facts).flatMap((fact) => fact.stands ?? [])
  const under = form.under.map((entry) => entry.scope)
  return {
    form,
    checked: new Set(messages.flatMap(([name, one]) => (isChecked(form, one) ? [name] : []))),
    failing: failingBranches(form),
    leases: messages.flatMap(([, one]) => one.lease ?? []),
    scopes: [...new Set([...under, ...stands])].filter((scope) => scope.includes('{')),
  }
}

// A format of an environment's kind, such as `git-commit`, is one that the environment is asked about.
const isChecked = (form: ProtocolForm, message: MessageForm): boolean => {
  const kinds = Object.values(form.environments).map(({ kind }) => kind)
  return message.out.some(({ fact }) => {
    const format = form.facts[fact]?.schema['format']
    return typeof format === 'string' && kinds.some((kind) => format.startsWith(`${kind}-`))
  })
}

// A branch fails where every message that reads it starts another round or ends other than completed.
const failingBranches = (form: ProtocolForm): ReadonlyMap<string, ReadonlySet<string>> => {
  const failing = new Map<string, ReadonlySet<string>>()
  const messages = Object.values(form.messages)
  for (const [name, fact] of Object.entries(form.facts)) {
    const lost = (fact.branches ?? []).filter((branch) => {
      const readers = messages.filter((message) =>
        message.in.some((test) => test.fact === name && test.branch === branch),
      )
      return readers.length > 0 && readers.every(isSetback)
    })
    if (lost.length > 0) failing.set(name, new Set(lost))
  }
  return failing
}

const isSetback = (message: MessageForm): boolean =>
  message.round !== undefined || (message.ends !== undefined && message.ends !== 'completed')

/** The files and scopes that facts name. */
export interface Places {
  readonly paths: readonly string[]
  readonly scopes: readonly string[]
}

/** The places that an enactment's facts name: leased paths, `path` and `paths` in values, filled scopes. */
export const placesOf = (
  bearing: Bearing,
  facts: { readonly [name: string]: Json },
  read: (name: string) => Json | undefined,
): Places => {
  const paths = new Set<string>()
  for (const lease of bearing.leases) addPaths(paths, valueAt(read, lease))
  for (const value of Object.values(facts)) {
    if (!isJsonObject(value)) continue
    addPaths(paths, value['paths'])
    addPaths(paths, value['path'])
  }
  return { paths: [...paths], scopes: bearing.scopes.flatMap((one) => fillPaths(one, read) ?? []) }
}

const addPaths = (paths: Set<string>, value: Json | undefined): void => {
  const items = Array.isArray(value) ? value : [value]
  for (const item of items) if (typeof item === 'string') paths.add(trimmed(item))
}

// A folder covers all below it, so that `src/` and `src` are one.
const trimmed = (path: string): string => path.replace(/^(\.\/)+/, '').replace(/\/+$/, '')
