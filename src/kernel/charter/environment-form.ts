/** The environments of a charter: what its protocols declare, and what the charter puts in their place. */
import type { JsonObject } from '../../base/index.ts'
import type { AnyProtocol, Environment } from '../../protocol/index.ts'

interface Declaring {
  readonly protocols: readonly AnyProtocol[]
  readonly environments?: { readonly [name: string]: Environment }
}

/** Environments by the name that messages use; the charter's own come last and win. */
export const declaredEnvironments = ({
  protocols,
  environments = {},
}: Declaring): { readonly [name: string]: Environment } =>
  Object.assign({}, ...protocols.map((protocol) => protocol.environments), environments)

/** Each as JSON, `{ kind, options }`: what a host opens it with. */
export const environmentForms = (declared: {
  readonly [name: string]: Environment
}): { readonly [name: string]: JsonObject } =>
  Object.fromEntries(
    Object.entries(declared)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { kind, options }]) => [name, { kind, options }]),
  )
