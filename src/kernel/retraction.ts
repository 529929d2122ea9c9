/**
 * Opening again what rests on something that fell: done effects are undone first, dependants before what they rest
 * on, and only then may their messages be sent once more, in a new epoch (DESIGN section 4).
 */
import { present } from '../base/index.ts'
import type { Message } from '../protocol/index.ts'
import { effectState } from '../protocol/machine/index.ts'
import type { Enactment } from './enactment.ts'
import type { FirmEvent } from './event.ts'
import {
  bringEnding,
  effectOf,
  factsOfMessages,
  type Fallen,
  instantsAgain,
  type Stale,
  staleIn,
} from './resting.ts'
import { standingBy } from './standing.ts'
import type { FirmState } from './state.ts'

const { started, done, undoing } = effectState

type Stamp = Pick<FirmEvent, 'at' | 'host'>

/** What cannot be undone and rests on one of these messages, as a sentence; undefined where all can be opened. */
export const fixedAmong = (enactment: Enactment, stale: Stale): string | undefined => {
  const fixed = stale.messages.find(
    (name) => messageNamed(enactment, name)?.effect === 'irreversible' && blocks(enactment, name),
  )
  return fixed === undefined
    ? undefined
    : `${fixed} in ${enactment.id} rests on it and cannot be undone`
}

const messageNamed = ({ machine, sent }: Enactment, name: string): Message | undefined =>
  machine.messages[sent.get(name)?.message ?? -1]

// A compensation is never undone: once it is done it holds nothing back.
const blocks = (enactment: Enactment, name: string): boolean => {
  const effect = effectOf(enactment, name)
  if (effect === started || effect === undoing) return true
  return effect === done && (messageNamed(enactment, name)?.undoes ?? -1) < 0
}

/** What follows from something that fell in an open enactment; nothing where nothing that can be undone rests on it. */
export const reopenAfter = (
  state: FirmState,
  enactment: Enactment,
  fell: { readonly fallen: Fallen; readonly because: string; readonly at: FirmEvent['at'] },
): readonly FirmEvent[] => {
  if (enactment.course.delegated) return []
  const stale = staleIn(enactment, fell.fallen)
  const isEnding = enactment.course.ending !== 0 && !bringEnding(enactment, stale.messages)
  if (stale.messages.length === 0 || isEnding) return []
  if (fixedAmong(enactment, stale) !== undefined) return []
  const known = enactment.reopening?.messages ?? []
  const messages = [...new Set([...known, ...stale.messages])]
  if (enactment.reopening !== undefined && messages.length === known.length) return []
  const { because, at } = fell
  const stamp = { at, host: state.host }
  const { id } = enactment
  const blocked = messages.some((name) => blocks(enactment, name))
  return [
    blocked
      ? { type: 'reopening-begun', ...stamp, enactment: id, messages, because }
      : reopened(enactment, { messages, because }, stamp),
    ...standingTaken(state, enactment, { facts: stale.facts, because, stamp }),
  ]
}

// What stands by a message that falls is taken back with it, and others rest on that.
const standingTaken = (
  state: FirmState,
  { id }: Enactment,
  fell: { readonly facts: readonly string[]; readonly because: string; readonly stamp: Stamp },
): readonly FirmEvent[] => {
  const { facts, because, stamp } = fell
  return facts.flatMap((key): FirmEvent[] => {
    const [fact = '', member] = key.split('@')
    const standing = standingBy(state, id, [fact])
    const place = member === undefined ? {} : { member }
    const event = { type: 'fact-retracted', ...stamp, enactment: id, fact, ...place } as const
    return standing.length === 0 ? [] : [{ ...event, by: state.host, because, standing }]
  })
}

/** The next step of a reopening: effects that may be undone now, or the opening itself once nothing stands. */
export const reopenNext = (enactment: Enactment, stamp: Stamp): readonly FirmEvent[] => {
  const reopening = present(enactment.reopening, 'a reopening is under way')
  const standing = reopening.messages.filter((name) => blocks(enactment, name))
  if (standing.length === 0) return [reopened(enactment, reopening, stamp)]
  return standing.flatMap((name) => {
    const message = present(messageNamed(enactment, name), 'what stands was sent')
    const rests = standing.some((other) =>
      message.dependants.includes(messageNamed(enactment, other)?.index ?? -1),
    )
    const isDone = effectOf(enactment, name) === done
    return isDone && !rests ? [undoStarted(enactment, name, stamp)] : []
  })
}

const undoStarted = (enactment: Enactment, name: string, stamp: Stamp): FirmEvent => {
  const member = enactment.sent.get(name)?.member
  return {
    type: 'undo-started',
    ...stamp,
    enactment: enactment.id,
    message: present(messageNamed(enactment, name), 'what stands was sent').name,
    effect: present(enactment.effects.get(name), 'a done effect was started').key,
    ...(member === undefined ? {} : { member }),
  }
}

const reopened = (
  enactment: Enactment,
  { messages, because }: { readonly messages: readonly string[]; readonly because: string },
  stamp: Stamp,
): FirmEvent => {
  const facts = factsOfMessages(enactment, messages)
  return {
    type: 'enactment-reopened',
    ...stamp,
    enactment: enactment.id,
    epoch: enactment.epoch + 1,
    messages,
    facts,
    ...instantsAgain(enactment, facts),
    because,
  }
}
