/** Decided about what does not last: how settled a fact is now, and whether it may be taken back. */
import type { Finality, Message } from '../protocol/index.ts'
import { effectState, isRunning } from '../protocol/machine/index.ts'
import { type Enactment, memberKey } from './enactment.ts'
import { effectOf, openingOf, staleIn } from './resting.ts'
import { fixedAmong } from './retraction.ts'
import type { ObserveFinality, RetractFact } from './retraction-command.ts'
import { standingBy } from './standing.ts'
import type { FirmState } from './state.ts'
import { accept, refuse, type Verdict } from './verdict.ts'

const degrees: readonly Finality[] = ['seen', 'safe', 'final']

/** A fact or a receipt is settled further, or falls. */
export const decideSettledness = (
  state: FirmState,
  command: ObserveFinality | RetractFact,
): Verdict =>
  command.type === 'observe-finality'
    ? decideFinality(state, command)
    : decideRetract(state, command)

/** An environment settled something further. It is only ever raised: what falls is retracted. */
const decideFinality = (state: FirmState, command: ObserveFinality): Verdict => {
  const { at, host, fact, member, finality } = command
  const enactment = state.open.get(command.enactment)
  if (enactment === undefined) return notOpen(command)
  const known = enactment.unsettled.get(memberKey(fact, member))
  if (known === undefined || degrees.indexOf(finality) <= degrees.indexOf(known)) {
    return refuse('nothing-to-do', `${fact} of ${enactment.id} is as settled already`)
  }
  const place = member === undefined ? {} : { member }
  const { id } = enactment
  return accept({ type: 'finality-reached', at, host, enactment: id, fact, ...place, finality })
}

const notOpen = ({ enactment }: { readonly enactment: string }): Verdict =>
  refuse('no-such-enactment', `${enactment} is not open`)

/**
 * A receipt is taken back by its environment, a fact by a person. What an environment says is never refused; a
 * person is where something that cannot be undone rests on the fact.
 */
const decideRetract = (state: FirmState, command: RetractFact): Verdict => {
  const enactment = state.open.get(command.enactment)
  if (enactment === undefined) return notOpen(command)
  const index = enactment.machine.messageNamed.get(command.fact)
  const message = enactment.machine.messages[index ?? -1]
  return message === undefined
    ? retractFact(enactment, command)
    : retractReceipt(state, enactment, { command, message })
}

const retractReceipt = (
  state: FirmState,
  enactment: Enactment,
  { command, message }: { readonly command: RetractFact; readonly message: Message },
): Verdict => {
  const { member, fact } = command
  if (effectOf(enactment, memberKey(fact, member)) !== effectState.done) {
    return refuse('nothing-to-do', `${fact} of ${enactment.id} is not done`)
  }
  const bound = message.out.map((output) => enactment.machine.facts[output.fact]?.name ?? '')
  return retracted(command, standingBy(state, enactment.id, bound))
}

const retractFact = (enactment: Enactment, command: RetractFact): Verdict => {
  const { fact, member } = command
  const bound = enactment.facts.get(memberKey(fact, member))
  if (bound === undefined) {
    return refuse('nothing-to-do', `${fact} is not bound in ${enactment.id}`)
  }
  const binder = memberKey(bound.message, member)
  const cannot = whyBinding(enactment, { fact, binder, by: bound.by })
  if (cannot !== undefined) return refuse('not-now', cannot)
  const stale = staleIn(enactment, { isDirect: (name) => name === binder })
  const fixed = fixedAmong(enactment, stale)
  if (fixed !== undefined) return refuse('not-now', fixed)
  return retracted(command, [])
}

const whyBinding = (
  enactment: Enactment,
  { fact, binder, by }: { readonly fact: string; readonly binder: string; readonly by: string },
): string | undefined => {
  const { id, course, arrived, sent, machine } = enactment
  if (arrived.has(binder)) return `${fact} came from ${by}, who may take it back`
  if (!sent.has(binder)) return `${fact} of ${id} came from an earlier round`
  if (machine.messages[machine.messageNamed.get(binder) ?? -1]?.clock === true) {
    return `${fact} of ${id} was said by the clock, and the instant has passed: cancel ${id} instead`
  }
  if (binder === openingOf(enactment)) return `${fact} opened ${id}: cancel it instead`
  return isRunning(course) ? undefined : `${id} is ending, or goes on in a round`
}

const retracted = (
  { at, host, enactment, fact, member, by, because }: RetractFact,
  standing: readonly { readonly path: string; readonly version: number }[],
): Verdict =>
  accept({
    type: 'fact-retracted',
    at,
    host,
    enactment,
    fact,
    ...(member === undefined ? {} : { member }),
    by,
    because,
    ...(standing.length === 0 ? {} : { standing }),
  })
