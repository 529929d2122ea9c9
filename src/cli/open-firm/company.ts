/** The company as its host runs it: minds, schemas and environments of the adopted charter, changed when it is. */
import type { AnySchema } from '../../protocol/index.ts'
import type { Staff } from '../../host/index.ts'
import type { EnvironmentPort, Mind, Scratch } from '../../host/ports/index.ts'
import type { Firm } from '../../kernel/charter/index.ts'
import { companyMinds } from './company-minds.ts'
import { findUnfenced, memberFence } from './fence.ts'
import { type GroundsNeeds, openGrounds } from './grounds.ts'

/** What a host is given, and how it is changed when another charter is adopted. */
export interface Company {
  readonly staff: Staff
  readonly environments: ReadonlyMap<string, EnvironmentPort>
  readonly scratches: ReadonlyMap<string, Scratch>
  /** Opens everything that a charter needs, or throws before anything has changed. */
  readonly prepare: (firm: CompanyCode) => Promise<PreparedCompany>
}

/** What a company is made of: its charter, and the code above it. */
export type CompanyCode = Pick<Firm, 'form' | 'scripts' | 'protocols'>

/** A company that could be had. Taking it answers how to go back. */
export interface PreparedCompany {
  readonly take: () => () => void
}

interface Seats {
  readonly minds: ReadonlyMap<string, Mind>
  readonly variables: ReadonlyMap<string, { readonly [name: string]: string }>
  readonly unfenced: ReadonlySet<string>
  readonly environments: ReadonlyMap<string, EnvironmentPort>
  readonly scratches: ReadonlyMap<string, Scratch>
  readonly schemas: (protocol: string, fact: string) => AnySchema | undefined
}

/** A company of nobody. */
export const openCompany = (needs: GroundsNeeds): Company => {
  const minds = new Map<string, Mind>()
  const environments = new Map<string, EnvironmentPort>()
  const scratches = new Map<string, Scratch>()
  const unfenced = new Set<string>()
  let seats: Seats = {
    minds,
    variables: new Map(),
    unfenced,
    environments,
    scratches,
    schemas: () => undefined,
  }
  const take = (next: Seats): (() => void) => {
    const before = { ...seats, ...copied({ minds, environments, scratches, unfenced }) }
    seats = next
    refill(minds, next.minds)
    refill(environments, next.environments)
    refill(scratches, next.scratches)
    unfenced.clear()
    for (const name of next.unfenced) unfenced.add(name)
    return () => void take(before)
  }
  return {
    staff: {
      minds,
      unfenced,
      schemaOf: (protocol, fact) => seats.schemas(protocol, fact),
      variablesOf: (member) => seats.variables.get(member) ?? {},
    },
    environments,
    scratches,
    prepare: async (firm) => {
      const next = await seatsOf(firm, needs)
      return { take: () => take(next) }
    },
  }
}

// What is handed out stays the same map, so what it held is copied before it is refilled.
const copied = (
  now: Pick<Seats, 'minds' | 'environments' | 'scratches' | 'unfenced'>,
): Pick<Seats, 'minds' | 'environments' | 'scratches' | 'unfenced'> => ({
  minds: new Map(now.minds),
  environments: new Map(now.environments),
  scratches: new Map(now.scratches),
  unfenced: new Set(now.unfenced),
})

const refill = <T>(map: Map<string, T>, next: ReadonlyMap<string, T>): void => {
  map.clear()
  for (const [name, value] of next) map.set(name, value)
}

const seatsOf = async (firm: CompanyCode, needs: GroundsNeeds): Promise<Seats> => {
  const seated = companyMinds(firm, { ...needs, fence: memberFence(needs.places) })
  const grounds = await openGrounds(firm.form.environments, needs)
  return {
    ...grounds,
    minds: new Map([...seated].map(([name, { mind }]) => [name, mind])),
    variables: new Map([...seated].map(([name, { variables }]) => [name, variables])),
    unfenced: await findUnfenced(firm.form.members, needs),
    schemas: (protocol, fact) => firm.protocols[protocol]?.facts[fact],
  }
}
