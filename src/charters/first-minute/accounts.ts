/** The accounts: what one way of working cost, counted from what happened and from nothing else. */
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
  readonly enactment: string
  readonly at: number
  readonly versions: ReadonlyMap<string, number>
  merged: boolean
}

interface Counting {
  readonly standing: Map<string, number>
  readonly deliveries: Map<string, Delivery>
  readonly refusedByYou: Set<string>
  killedAt: number
  accounts: { -readonly [Name in keyof Accounts]: number }
}

/** Counts the accounts of a ledger's events, in order; positions begin at 1. */
export const countAccounts = (events: readonly FirmEvent[]): Accounts => {
  const counting: Counting = {
    standing: new Map(),
    deliveries: new Map(),
    refusedByYou: new Set(),
    killedAt: 0,
    accounts: { collisions: 0, stale: 0, falseDone: 0, lost: 0, questions: 0, turns: 0, bytes: 0 },
  }
  for (const [index, event] of events.entries()) count(counting, event, index + 1)
  const { accounts, deliveries, killedAt, refusedByYou } = counting
  for (const { at, merged, enactment } of deliveries.values()) {
    if (at < killedAt && !merged && !refusedByYou.has(enactment)) accounts.lost += 1
  }
  return accounts
}

const count = (counting: Counting, event: FirmEvent, position: number): void => {
  const { accounts } = counting
  switch (event.type) {
    case 'host-started':
      // The first host starts with the firm; every later one replaced a host that had died.
      counting.killedAt = counting.killedAt === 0 && position < 5 ? 0 : position
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
      if (event.by === operatorName) counting.refusedByYou.add(event.enactment)
      return
    case 'enactment-reopened':
      // What was delivered on an old answer is asked for again: it is no loss that it is not merged.
      if (event.facts.includes('result')) counting.deliveries.delete(event.enactment)
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
  const { result } = event.facts
  if (protocol !== change.name || event.message !== 'deliver' || typeof result !== 'string') return
  counting.deliveries.set(event.enactment, {
    commit: result,
    enactment: event.enactment,
    at: position,
    versions: new Map(event.premises.map(({ path, version }) => [path, version])),
    merged: false,
  })
}

const countSettled = (
  counting: Counting,
  event: FirmEvent & { readonly type: 'effect-settled' },
): void => {
  const delivery = counting.deliveries.get(event.enactment)
  if (event.outcome === 'failed') counting.accounts.collisions += 1
  if (delivery === undefined) return
  // A conflict is worked on in a further round, under another name.
  delivery.merged = true
  if (event.outcome === 'failed') return
  for (const [path, version] of delivery.versions) {
    if ((counting.standing.get(path) ?? 0) > version) counting.accounts.stale += 1
  }
}
