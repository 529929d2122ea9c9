/** Nothing irreversible starts on what is not final, and nothing ends while a receipt of it may still fall. */
import { present } from '../base/index.ts'
import type { Message } from '../protocol/index.ts'
import { effectState } from '../protocol/machine/index.ts'
import type { Enactment } from './enactment.ts'
import { effectOf } from './resting.ts'
import type { FirmState } from './state.ts'

/** Whether a done effect of the enactment could still be taken back by its environment. */
export const hasOpenReceipt = (enactment: Enactment): boolean =>
  [...enactment.unsettled.keys()].some((key) => effectOf(enactment, key) === effectState.done)

/**
 * The first fact or receipt that a message would rest on, over any number of messages between, and that is not final
 * yet; undefined where all are. Standing facts of other enactments count as those do that bound them.
 */
export const unsettledUnder = (
  state: FirmState,
  enactment: Enactment,
  message: Message,
): string | undefined => {
  if (enactment.unsettled.size > 0) {
    const found = unsettledBelow(enactment, message, new Set())
    if (found !== undefined) return found
  }
  for (const path of enactment.rests.keys()) {
    const standing = state.standing.get(path)
    const binder = state.open.get(standing?.enactment ?? '')
    if (standing === undefined || binder === undefined || binder.unsettled.size === 0) continue
    const found = [...binder.unsettled.keys()].find(
      (key) => key === standing.fact || binds(binder, key, standing.fact),
    )
    if (found !== undefined) return path
  }
  return undefined
}

const binds = (enactment: Enactment, key: string, fact: string): boolean =>
  enactment.sent.get(key)?.facts.includes(fact) === true

const unsettledBelow = (
  enactment: Enactment,
  message: Message,
  seen: Set<number>,
): string | undefined => {
  const { machine } = enactment
  seen.add(message.index)
  for (const test of message.in) {
    const name = test.effect
      ? present(machine.messages[test.index], 'a message').name
      : present(machine.facts[test.index], 'a fact').name
    const found = isUnsettled(enactment, name) ? name : below(enactment, name, seen)
    if (found !== undefined) return found
  }
  return undefined
}

const below = (enactment: Enactment, name: string, seen: Set<number>): string | undefined => {
  for (const [key, { message: index, facts }] of enactment.sent) {
    const message = present(enactment.machine.messages[index], 'a message')
    if (seen.has(index) || !(facts.includes(name) || message.name === name)) continue
    const found = isUnsettled(enactment, key)
      ? message.name
      : unsettledBelow(enactment, message, seen)
    if (found !== undefined) return found
  }
  return undefined
}

// In a role set each member has one of its own; any that is not final counts.
const isUnsettled = ({ unsettled }: Enactment, name: string): boolean =>
  unsettled.has(name) || [...unsettled.keys()].some((key) => key.startsWith(`${name}@`))
