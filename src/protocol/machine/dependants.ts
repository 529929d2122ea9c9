/** Which effects rest on which, so that what was done is undone in the right order. */
import { effectState } from './course.ts'
import type { Message } from './machine.ts'

/** Whether a message reads the other's `done`, or something that the other binds. */
const restsDirectly = (message: Message, on: Message): boolean =>
  message.in.some((test) =>
    test.effect
      ? test.index === on.index && test.value === effectState.done
      : on.out.some(({ fact }) => fact === test.index),
  )

/** Everything that rests on the message, over any number of messages between. */
const closure = (messages: readonly Message[], message: Message): Set<Message> => {
  const found = new Set<Message>()
  const open = [message]
  for (let on = open.pop(); on !== undefined; on = open.pop()) {
    for (const other of messages) {
      if (found.has(other) || !restsDirectly(other, on)) continue
      found.add(other)
      open.push(other)
    }
  }
  return found
}

/**
 * The effects that are undone before this message's. A compensation is none of them: it stands for
 * good. Where two seem to rest on each other, since a fact has several binders, the later goes first.
 */
export const dependantsOf = (messages: readonly Message[], message: Message): number[] => {
  if (message.effect === 'none') return []
  return [...closure(messages, message)]
    .filter((other) => other !== message && other.effect !== 'none' && other.undoes < 0)
    .filter((other) => other.index > message.index || !closure(messages, other).has(message))
    .map((other) => other.index)
}
