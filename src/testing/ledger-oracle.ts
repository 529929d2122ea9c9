/**
 * The oracle: judges a ledger by the invariants of DESIGN section 11. What was allowed it says by an account of its
 * own and by the naive rules, from the events alone: of the kernel it takes the shape of events, and nothing that
 * judges. The kernel's state is replayed beside it for invariant 3 only.
 */
import {
  clockName,
  dueTurns,
  emptyState,
  evolve,
  type FirmEvent,
  type FirmState,
  type MessageSent,
  nextAlarm,
} from '../kernel/index.ts'
import { type Account, emptyAccount } from './oracle/account.ts'
import { type Breach, type Finding, findings } from './oracle/breach.ts'
import { judgeBudgets } from './oracle/budget-judge.ts'
import { boundKey } from './oracle/course.ts'
import { judgeEnding } from './oracle/ending-judge.ts'
import { type Foresights, judgeForesight, openForesights } from './oracle/foresight-judge.ts'
import { judgeGate } from './oracle/gate-judge.ts'
import { note } from './oracle/keeping.ts'
import { judgeMenu } from './oracle/menu-judge.ts'
import { judgeObservations } from './oracle/observation-judge.ts'
import { judgePremises, judgeVersions } from './oracle/premise-judge.ts'
import { judgePrincipals } from './oracle/principal-judge.ts'
import { factKey } from './oracle/work.ts'
import { dueTurnsSearched, nextAlarmSearched } from './searched-due.ts'

export type { Breach } from './oracle/breach.ts'
export { type Foresights, openForesights } from './oracle/foresight-judge.ts'

/** Every breach in a ledger's events, in order; several ledgers may share what was foreseen of their protocols. */
export const breachesOf = (
  events: readonly FirmEvent[],
  foresights: Foresights = openForesights(),
): readonly Breach[] => {
  const account = emptyAccount()
  const state = emptyState()
  const foreseen = { foresights, fallen: new Set<string>() }
  const breaches: Breach[] = []
  /** The enactment that the event before this one moved. */
  let moved = ''
  const tell = (found: readonly Finding[]): void => {
    for (const one of found) breaches.push({ ...one, position: account.position })
  }
  for (const event of events) {
    const found = [...judgeOrigin(account, moved, event), ...judge(account, event)]
    note(account, event)
    tell(found)
    const unread = replay(state, event)
    tell(unread)
    // What cannot be replayed gives no state, so nothing that follows it can be judged.
    if (unread.length > 0) break
    tell(judgeReadiness(state))
    tell(judgeForesight(foreseen, state, event))
    moved = 'enactment' in event ? event.enactment : ''
  }
  return breaches
}

const judge = (account: Account, event: FirmEvent): readonly Finding[] => [
  ...judgeHost(account, event),
  ...judgeVersions(account, event),
  ...judgePrincipals(account, event),
  ...judgeBudgets(account, event),
  ...judgeEnding(account, event),
  ...judgeObservations(account, event),
  ...(event.type === 'enactment-opened' && account.opened.has(event.enactment)
    ? findings(1, `${event.enactment} was opened twice`)
    : []),
  ...(event.type === 'message-sent' ? judgeSent(account, event) : []),
]

const judgeHost = ({ host }: Account, event: FirmEvent): readonly Finding[] =>
  event.type === 'host-started' || host === '' || event.host === host
    ? []
    : findings(11, `${event.host ?? 'nobody'} wrote after ${host} had taken over`)

const judgeSent = (account: Account, event: MessageSent): readonly Finding[] => [
  ...judgeMenu(account, event),
  ...judgeTwice(account, event),
  ...judgePremises(account, event),
  ...judgeGate(account, event),
]

// A fact is bound once in an enactment and epoch, and an effect starts once.
const judgeTwice = (account: Account, event: MessageSent): readonly Finding[] => {
  const { effect, message, facts, by } = event
  const form = account.works.get(event.enactment)?.form
  const keys = Object.keys(facts).map((name) =>
    boundKey(event, form === undefined ? name : factKey(form, name, by)),
  )
  const again = keys.filter((key) => account.bound.has(key))
  const isStarted = effect !== undefined && account.started.has(effect)
  return [
    ...findings(1, ...again.map((key) => `${key} was bound twice`)),
    ...findings(7, ...(isStarted ? [`${message} started twice`] : [])),
  ]
}

// Whatever is bound in an enactment was bound by an event that says its value, or is by this one, the clock's.
const judgeOrigin = (account: Account, moved: string, event: FirmEvent): readonly Finding[] => {
  const work = account.works.get(moved)
  if (work === undefined || (event.type === 'message-sent' && event.by === clockName)) return []
  const names = Object.keys(work.world.facts).filter((name) => !work.facts.has(name))
  return findings(10, ...names.map((name) => `${name} of ${moved} is bound by no event`))
}

const replay = (state: FirmState, event: FirmEvent): readonly Finding[] => {
  try {
    evolve(state, event)
    return []
  } catch (cause) {
    return findings(3, `${event.type} cannot be replayed: ${String(cause)}`)
  }
}

/** A search over the whole state is dear, and what was missed once stands for a while. */
const searchEvery = 4

// What is due is kept as events come; it is what a search over the whole state finds.
const judgeReadiness = (state: FirmState): readonly Finding[] => {
  if (state.position % searchEvery !== 0) return []
  const kept = JSON.stringify([dueTurns(state, state.at), nextAlarm(state)])
  const searched = JSON.stringify([dueTurnsSearched(state, state.at), nextAlarmSearched(state)])
  return kept === searched ? [] : findings(3, `due is kept as ${kept}, and is ${searched}`)
}
