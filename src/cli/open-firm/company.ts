/**
 * The company as its host runs it: minds, schemas and environments of the adopted charter, changed when it is. What
 * earlier charters brought stays for the work that began under them.
 */
import { hashOfJson } from '../../base/index.ts'
import type { AnySchema } from '../../protocol/index.ts'
import type { Staff, VersionCode } from '../../host/index.ts'
import type { EnvironmentPort, Mind, Scratch } from '../../host/ports/index.ts'
import type { Firm } from '../../kernel/charter/index.ts'
import { scriptMind } from '../../minds/script/index.ts'
import { companyMinds } from './company-minds.ts'
import { findUnfenced, memberFence } from './fence.ts'
import { type Grounds, type GroundsNeeds, openGrounds } from './grounds.ts'

/** What a host is given, and how it is changed when another charter is adopted. */
export interface Company {
  readonly staff: Staff
  readonly environments: ReadonlyMap<string, EnvironmentPort>
  readonly scratches: ReadonlyMap<string, Scratch>
  readonly codeOf: (version: number) => VersionCode | undefined
  /** Opens everything that a charter needs, or throws before anything has changed. */
  readonly prepare: (firm: CompanyCode) => Promise<PreparedCompany>
  /** Keeps what an earlier version of the charter brought, for the work that began under it. */
  readonly keepEarlier: (version: number, earlier: EarlierCode) => Promise<void>
}

/** What a company is made of: its charter, and the code above it. */
export type CompanyCode = Pick<Firm, 'form' | 'scripts' | 'protocols'>

/** A company that could be had. */
export interface PreparedCompany {
  /** Takes it as what the newest charter brings, of this version; answers how to go back. */
  readonly take: (version: number) => () => void
}

/** The code of an earlier charter, or why it is gone. */
export interface EarlierCode {
  readonly form: Firm['form']
  readonly code: Pick<Firm, 'scripts' | 'protocols'> | { readonly lost: string }
}

/** What lasts for the work of one version. */
interface VersionSeats extends Grounds {
  readonly minds: ReadonlyMap<string, Mind>
  /** Absent where the code is gone. */
  readonly schemas?: (protocol: string, fact: string) => AnySchema | undefined
}

interface Seats extends VersionSeats {
  readonly variables: ReadonlyMap<string, { readonly [name: string]: string }>
  readonly unfenced: ReadonlySet<string>
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
  }
  const versions = new Map<number, VersionSeats>()
  const grounds = openOnce(needs)
  const take = (next: Seats, version: number): (() => void) => {
    versions.set(version, next)
    const goBack = seatAll(next)
    return () => {
      versions.delete(version)
      goBack()
    }
  }
  const seatAll = (next: Seats): (() => void) => {
    const before = { ...seats, ...copied({ minds, environments, scratches, unfenced }) }
    seats = next
    refill(minds, next.minds)
    refill(environments, next.environments)
    refill(scratches, next.scratches)
    unfenced.clear()
    for (const name of next.unfenced) unfenced.add(name)
    return () => void seatAll(before)
  }
  return {
    staff: {
      minds,
      unfenced,
      schemaOf: (protocol, fact) => seats.schemas?.(protocol, fact),
      variablesOf: (member) => seats.variables.get(member) ?? {},
    },
    environments,
    scratches,
    codeOf: (version) => {
      const kept = versions.get(version)
      return kept === undefined ? undefined : codeOf(kept, seats)
    },
    prepare: async (firm) => {
      const next = await seatsOf(firm, needs, grounds)
      return { take: (version) => take(next, version) }
    },
    keepEarlier: async (version, { form, code }) => {
      const opened = await grounds(form.environments)
      versions.set(version, { ...opened, ...scriptsOf(form, code) })
    },
  }
}

// People and programs are who works here now; a script is code, and stays what it was.
const codeOf = (kept: VersionSeats, newest: Seats): VersionCode => ({
  mindOf: (member) => {
    const now = newest.minds.get(member)
    const then = kept.minds.get(member)
    return now?.kind === 'script' && then?.kind === 'script' ? then : now
  },
  schemaOf: (protocol, fact) => (kept.schemas ?? newest.schemas)?.(protocol, fact),
  environments: kept.environments,
  scratches: kept.scratches,
})

const scriptsOf = (
  form: Firm['form'],
  code: EarlierCode['code'],
): Pick<VersionSeats, 'minds' | 'schemas'> => {
  const scripts = Object.entries(form.members).filter(([, { mind }]) => mind.kind === 'script')
  if ('lost' in code)
    return { minds: new Map(scripts.map(([name]) => [name, lostMind(code.lost)])) }
  return {
    minds: new Map(
      scripts.map(([name, { turnsAtOnce }]) => [
        name,
        scriptMind(code.scripts[name] ?? [], { turnsAtOnce }),
      ]),
    ),
    schemas: (protocol, fact) => code.protocols[protocol]?.facts[fact],
  }
}

/** It fails with the reason, so that its member stalls and the operator reads why. */
const lostMind = (why: string): Mind => ({
  kind: 'script',
  enforced: true,
  turnsAtOnce: 1,
  take: async () => await Promise.resolve({ kind: 'nothing', why, use: { ms: 0 } }),
})

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

const seatsOf = async (
  firm: CompanyCode,
  needs: GroundsNeeds,
  open: (forms: Firm['form']['environments']) => Promise<Grounds>,
): Promise<Seats> => {
  const seated = companyMinds(firm, { ...needs, fence: memberFence(needs.places) })
  const grounds = await open(firm.form.environments)
  return {
    ...grounds,
    minds: new Map([...seated].map(([name, { mind }]) => [name, mind])),
    variables: new Map([...seated].map(([name, { variables }]) => [name, variables])),
    unfenced: await findUnfenced(firm.form.members, needs),
    schemas: (protocol, fact) => firm.protocols[protocol]?.facts[fact],
  }
}

/** The same environment of two versions is one: its queue and its fence are too. */
const openOnce = (
  needs: GroundsNeeds,
): ((forms: Firm['form']['environments']) => Promise<Grounds>) => {
  const opened = new Map<string, Grounds>()
  return async (forms) => {
    const all: Grounds[] = []
    for (const [name, form] of Object.entries(forms)) {
      const key = `${name} ${hashOfJson(form)}`
      const known = opened.get(key) ?? (await openGrounds({ [name]: form }, needs))
      opened.set(key, known)
      all.push(known)
    }
    return {
      environments: new Map(all.flatMap(({ environments }) => [...environments])),
      scratches: new Map(all.flatMap(({ scratches }) => [...scratches])),
    }
  }
}
