/** The accounts: what one way of working cost, counted from what happened and from nothing else. */
import { isJsonObject, type Json } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import { operatorName } from './company.ts'
import { change, decision } from './protocols.ts'

/** What is counted of each way of working. */
export interface Accounts {
  /** Merges that needed a hand, since they did not apply. */
  readonly collisions: number
  /** Commits merged on an answer that was superseded by then. */
  readonly stale: number
  /** Reports accepted whose commit cannot be reached. */
  readonly falseDone: number
  /** Commits made before the kill and never merged after it, other than by your word. */
  readonly lost: number
  /** How often you were asked something. */
  readonly questions: number
  readonly turns: number
  /** What the minds were given to read. */
  readonly bytes: number
}

interface Delivery {
  readonly commit: string
  readonly at: number
  readonly versions: ReadonlyMap<string, number>
  merged: boolean
}

interface Counting {
  readonly standing: Map<string, number>
  /** The last delivery of each chain of rounds, by its root. */
  readonly deliveries: Map<string, Delivery>
  readonly refusedByYou: Set<string>
  readonly isReachable: (commit: string) => boolean
  hostCount: number
  killedAt: number
  accounts: { -readonly [Name in keyof Accounts]: number }
}

/** A round goes on with what its root began. */
const rootOf = (enactment: string): string => enactment.replace(/~\d+$/, '')

/** The commits that events name as delivered: whoever counts must ask git which of them are reachable. */
export const deliveredCommits = (events: readonly FirmEvent[]): readonly string[] =>
  events.flatMap((event) => {
    const result = event.type === 'message-sent' ? event.facts['result'] : undefined
    return typeof result === 'string' ? [result] : []
  })

/**
 * Counts the accounts of a ledger's events, in order; positions begin at 1. The second argument tells whether
 * git has a commit.
 */
export const countAccounts = (
  events: readonly FirmEvent[],
  isReachable: (commit: string) => boolean,
): Accounts => {
  const counting: Counting = {
    standing: new Map(),
    deliveries: new Map(),
    refusedByYou: new Set(),
    isReachable,
    hostCount: 0,
    killedAt: 0,
    accounts: { collisions: 0, stale: 0, falseDone: 0, lost: 0, questions: 0, turns: 0, bytes: 0 },
  }
  for (const [index, event] of events.entries()) count(counting, event, index + 1)
  const { accounts, deliveries, killedAt, refusedByYou } = counting
  for (const [root, { at, merged }] of deliveries) {
    if (at < killedAt && !merged && !refusedByYou.has(root)) accounts.lost += 1
  }
  return accounts
}

const count = (counting: Counting, event: FirmEvent, position: number): void => {
  const { accounts } = counting
  switch (event.type) {
    case 'host-started':
      // The first host starts with the firm; every later one replaced a host that had died.
      counting.hostCount += 1
      if (counting.hostCount > 1) counting.killedAt = position
      return
    case 'turn-ended':
    case 'turn-refused':
      accounts.turns += 1
      accounts.bytes += event.use.briefBytes ?? 0
      return
    case 'message-sent':
      return countSent(counting, event, position)
    case 'effect-settled':
      return countSettled(counting, event)
    case 'intent-held':
      accounts.questions += 1
      return
    case 'intent-vetoed':
      if (event.by === operatorName) counting.refusedByYou.add(rootOf(event.enactment))
      return
    case 'enactment-reopened':
      // What was delivered on an old answer is asked for again: it is no loss that it is not merged.
      if (event.facts.includes('result')) counting.deliveries.delete(rootOf(event.enactment))
      return
    default:
      return
  }
}

const countSent = (
  counting: Counting,
  event: FirmEvent & { readonly type: 'message-sent' },
  position: number,
): void => {
  for (const { path, version } of event.standing ?? []) counting.standing.set(path, version)
  const protocol = event.enactment.split(':')[0]
  if (protocol === decision.name && event.message === 'propose') counting.accounts.questions += 1
  if (protocol !== change.name) return
  const root = rootOf(event.enactment)
  if (event.message === 'judge') countJudged(counting, root, event.facts['verdict'])
  const { result } = event.facts
  if (event.message !== 'deliver' || typeof result !== 'string') return
  counting.deliveries.set(root, {
    commit: result,
    at: position,
    versions: new Map(event.premises.map(({ path, version }) => [path, version])),
    merged: false,
  })
}

const countJudged = (counting: Counting, root: string, verdict: Json | undefined): void => {
  const delivery = counting.deliveries.get(root)
  if (delivery === undefined || !isJsonObject(verdict)) return
  if (!('meets' in verdict)) {
    // What was judged to fail was not lost: it is worked on again, or given up in the open.
    counting.deliveries.delete(root)
    return
  }
  if (!counting.isReachable(delivery.commit)) counting.accounts.falseDone += 1
}

const countSettled = (
  counting: Counting,
  event: FirmEvent & { readonly type: 'effect-settled' },
): void => {
  if (event.outcome === 'failed') {
    counting.accounts.collisions += 1
    return
  }
  const delivery = counting.deliveries.get(rootOf(event.enactment))
  if (delivery === undefined) return
  delivery.merged = true
  for (const [path, version] of delivery.versions) {
    if ((counting.standing.get(path) ?? 0) > version) counting.accounts.stale += 1
  }
}
