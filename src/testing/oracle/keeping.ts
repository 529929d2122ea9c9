/** Keeps the account: what each event changes in it. */
import type { CharterForm, FirmEvent, Premise } from '../../kernel/index.ts'
import type { Account } from './account.ts'
import { moveWork } from './course.ts'
import { noteObservation } from './observation-judge.ts'
import { noteRecord } from './record.ts'
import { noteSpending } from './spending.ts'
import { bindStanding } from './standing.ts'

/** Notes an event; it was judged before. */
export const note = (account: Account, event: FirmEvent): void => {
  account.position += 1
  noteObservation(account, event)
  noteFirm(account, event)
  noteIntent(account, event)
  noteRecord(account, event)
  noteSpending(account, event)
  moveWork(account, event)
  const standing: readonly (Premise & { readonly fact?: string })[] =
    ('standing' in event ? event.standing : undefined) ?? []
  if ('enactment' in event) bindStanding(account, event.enactment, standing)
}

const noteFirm = (account: Account, event: FirmEvent): void => {
  switch (event.type) {
    case 'host-started':
      account.host = event.host
      return
    case 'charter-adopted':
      account.charter = event.charter
      account.charters.set(event.version, event.charter)
      return forgetMembers(account, event.charter)
    case 'member-paused':
      return void account.paused.add(event.member)
    case 'member-resumed':
      return void account.paused.delete(event.member)
    case 'takeover-begun':
      return void account.takenOver.set(event.member, event.by)
    case 'takeover-ended':
      return void account.takenOver.delete(event.member)
    case 'turn-opened':
      return void account.turns.set(event.turn, event)
    case 'turn-ended':
    case 'turn-refused':
      return void account.turns.delete(event.turn)
    case 'break-told':
      for (const turn of event.turns) account.told.add(turn)
      return
    case 'hold-taken':
      account.holds.push({ ...event, id: event.hold, position: account.position })
      return
    case 'hold-ended':
      account.holds = account.holds.filter(({ id }) => id !== event.hold)
      return
    default:
      return
  }
}

// Whoever left and comes back comes back as somebody who is at work.
const forgetMembers = (account: Account, { members }: CharterForm): void => {
  for (const name of account.paused) {
    if (name !== '' && members[name] === undefined) account.paused.delete(name)
  }
  for (const name of account.takenOver.keys()) {
    if (members[name] === undefined) account.takenOver.delete(name)
  }
}

const noteIntent = (account: Account, event: FirmEvent): void => {
  if (event.type === 'intent-held') {
    account.intents.set(event.intent, { held: event, attendedMs: 0, sentCount: 0 })
    return
  }
  const intent = 'intent' in event ? account.intents.get(event.intent ?? '') : undefined
  if (intent === undefined) return
  if (event.type === 'intent-verified') intent.verifiedBy = event.by
  if (event.type === 'intent-attended') intent.attendedMs += event.ms
  if (event.type === 'intent-released') intent.releasedBy = event.by
  if (event.type === 'intent-vetoed') intent.vetoedBy = event.by
  if (event.type === 'message-sent') intent.sentCount += 1
}
