/** Who may read a remembered fact. Invariant 12: a member reads only facts whose audience includes it. */
import type { FirmState } from '../kernel/index.ts'
import type { Memory, Trace } from './memory.ts'

/** The reader of an explanation; nobody in particular is the ledger's own keeper, who reads everything. */
export interface Reader {
  readonly member: string
  /** The roles in which it reads: those it holds here, or may hold at all. */
  readonly roles: readonly string[]
}

/** Whether a reader is among an audience; no audience is the whole firm. */
export const isAudience = (
  audience: readonly string[] | undefined,
  reader: Reader | undefined,
): boolean =>
  audience === undefined ||
  reader === undefined ||
  reader.roles.some((role) => audience.includes(role))

/** The roles that a fact's protocol lets read it; undefined is the whole firm. */
export const audienceOf = (
  memory: Memory,
  trace: Pick<Trace, 'opened'>,
  fact: string,
): readonly string[] | undefined => {
  const { charter, protocol } = trace.opened
  return memory.charters.get(charter)?.protocols[protocol]?.facts[fact]?.audience
}

/** A member as a reader of one enactment: the roles that it holds there, or else those it may hold. */
export const readerOf = (state: FirmState, member: string, enactment: string): Reader => {
  const open = state.open.get(enactment)
  const may = state.charter?.members[member]?.roles ?? []
  if (open === undefined) return { member, roles: may }
  const held = [...open.roles].flatMap(([role, holder]) => (holder.member === member ? [role] : []))
  const sets = [...open.sets].flatMap(([role, set]) => (set.members.includes(member) ? [role] : []))
  return { member, roles: [...held, ...sets] }
}
