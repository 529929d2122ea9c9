/**
 * The firm as its events tell it, in plain records: what the oracle judges by. It is kept from events alone and
 * shares nothing with the kernel but their shape.
 */
import type { CharterForm, IntentHeld, TurnOpened } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import type { Law } from '../naive-checker/naive-rules.ts'
import type { Sights } from './observation-judge.ts'
import type { Standings } from './standing.ts'
import type { Work } from './work.ts'

/** An intent, and what became of it. */
export interface IntentAccount {
  readonly held: IntentHeld
  verifiedBy?: string
  attendedMs: number
  releasedBy?: string
  vetoedBy?: string
  /** How many messages were sent under it. */
  sentCount: number
}

/** Of one budget: what was spent in a period, and what open turns may still cost. */
export interface Tally {
  readonly period: number
  spent: number
  readonly reserved: Map<string, number>
}

/** Paths that a member keeps still. */
export interface HoldAccount {
  readonly id: string
  readonly member: string
  readonly paths: readonly string[]
  readonly until: number
  readonly position: number
}

/** Everything that the judges look at. */
export interface Account extends Standings, Sights {
  position: number
  charter: CharterForm | undefined
  readonly charters: Map<number, CharterForm>
  /** Members that are paused; the empty name is the firm. */
  readonly paused: Set<string>
  /** By member: the person who acts in its place. */
  readonly takenOver: Map<string, string>
  readonly intents: Map<string, IntentAccount>
  readonly turns: Map<string, TurnOpened>
  /** Turns that were told of a break while they ran. */
  readonly told: Set<string>
  holds: HoldAccount[]
  readonly works: Map<string, Work>
  /** Every enactment that was ever opened. */
  readonly opened: Set<string>
  readonly laws: Map<ProtocolForm, Law>
  /** By resource: the root enactment that holds it. */
  readonly leases: Map<string, string>
  /** By principal and protocol: how many reports were kept, and how many were not. */
  readonly records: Map<string, { kept: number; broken: number }>
  /** By budget. */
  readonly tallies: Map<string, Tally>
  /** Facts that were bound, by enactment, epoch and name. */
  readonly bound: Set<string>
  /** The keys of effects that have started. */
  readonly started: Set<string>
  host: string
}

/** The account before the first event. */
export const emptyAccount = (): Account => ({
  position: 0,
  charter: undefined,
  charters: new Map(),
  paused: new Set(),
  takenOver: new Map(),
  versions: new Map(),
  keyCounts: new Map(),
  binders: new Map(),
  intents: new Map(),
  turns: new Map(),
  told: new Set(),
  holds: [],
  works: new Map(),
  opened: new Set(),
  laws: new Map(),
  leases: new Map(),
  records: new Map(),
  tallies: new Map(),
  bound: new Set(),
  started: new Set(),
  sights: new Map(),
  untold: '',
  host: '',
})
