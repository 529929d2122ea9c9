/** One running instance of a protocol: its course, and the values, roles and effects that the course leaves out. */
import type { Hash, Instant, Json, JsonObject } from '../base/index.ts'
import type { Course, Finality, Machine } from '../protocol/index.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Premise } from './event.ts'

/** A bound fact with who said it and from what. Never changed: superseded or reopened by a later event. */
export interface Bound {
  readonly value: Json
  readonly by: string
  readonly principal: string
  readonly turn: string
  readonly message: string
  /** Its ledger position. */
  readonly at: number
  readonly epoch: number
}

/** What one message rested on when it was sent; the key is the message, or message and member. */
export interface Sent {
  readonly message: number
  readonly member?: string
  readonly premises: readonly Premise[]
  readonly facts: readonly string[]
  readonly at: number
}

/** What another firm said, as it arrived. */
export interface Arrived {
  readonly message: number
  /** The firm that said it, and its position in that firm's ledger. */
  readonly from: string
  readonly sent: number
  /** The epoch of that firm's enactment. */
  readonly epoch: number
  /** Facts that it bound here. */
  readonly facts: readonly string[]
  /** All facts that it carried; what another arrival carries too stands without it. */
  readonly carries: readonly string[]
  readonly at: number
}

/** What is undone before it is opened again. Until then nothing is on the menu. */
export interface Reopening {
  readonly messages: readonly string[]
  readonly because: string
}

/** A started effect. Its state stands in the course; this is what the host needs to settle it. */
export interface StartedEffect {
  readonly key: string
  readonly message: number
  readonly by: string
  readonly member?: string
  readonly at: number
  receipt?: JsonObject
  /** Why it is in doubt, once the environment could not tell. */
  doubt?: string
  /** 1 + the count of tries to undo it, or 0. */
  undoing: number
}

/** Who holds a role, under which token; reassignment raises the token. */
export interface Holder {
  readonly member: string
  readonly principal: string
  readonly token: number
}

/** What a member has to be told at its next turn here. */
export interface News {
  readonly position: number
  readonly text: string
  /** The observation of the charter that it comes from. */
  readonly observation?: string
}

/** An open enactment. Only `evolve` changes it. */
export interface Enactment {
  readonly id: string
  readonly protocol: string
  readonly hash: Hash
  readonly machine: Machine
  readonly key: string
  readonly charter: number
  readonly openedBy: string
  readonly openedAt: number
  readonly parent: string | undefined
  readonly part: string | undefined
  /** The first of its chain of rounds, which holds leases for all of them. */
  readonly root: string
  readonly round: number
  /** Which firms hold roles elsewhere; fixed at opening, undefined at home. */
  readonly apart: Elsewhere | undefined
  course: Course
  epoch: number
  /** By fact, or fact and member of a set. */
  facts: Map<string, Bound>
  sent: Map<string, Sent>
  /** By message: what other firms said. */
  arrived: Map<string, Arrived>
  roles: Map<string, Holder>
  /** Role sets by role, with the version that counts what their members bound. */
  sets: Map<string, { readonly members: readonly string[]; version: number }>
  effects: Map<string, StartedEffect>
  /** Vetoed contents by message. */
  vetoed: Map<string, readonly string[]>
  /** Refusals for a broken premise since the member's last accepted turn. */
  refusals: Map<string, number>
  news: Map<string, readonly News[]>
  /** Instants that have not passed yet, by fact. */
  due: Map<string, Instant>
  /** Principals by role over the chain of rounds, for `distinct`. */
  past: Map<string, readonly string[]>
  /** By role that must be distinct from another: the principals that have spoken in it, over the chain of rounds. */
  spoken: Map<string, readonly string[]>
  /** Standing paths that it rests on, with the newest version relied on. */
  rests: Map<string, number>
  children: Set<string>
  /** How settled facts and receipts are that are not final yet; a receipt under the name of its message. */
  unsettled: Map<string, Finality>
  reopening: Reopening | undefined
}

/** The name under which a fact or a sent message of a set's member is kept. */
export const memberKey = (name: string, member: string | undefined): string =>
  member === undefined ? name : `${name}@${member}`

/** Notes that the enactment rests on a standing fact at this version, or a newer one that it knew already. */
export const restOn = (enactment: Enactment, premise: Premise): void => {
  const known = enactment.rests.get(premise.path) ?? -1
  if (premise.version > known) enactment.rests.set(premise.path, premise.version)
}
