/** Which effects rest on which, so that what was done is undone in the right order. */
import { effectState } from './course.ts'
import type { Message } from './machine.ts'

/** Adds to a list under a key. */
const put = (lists: Map<number, number[]>, key: number, value: number): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** By message: those that read its `done`, or something that it binds. */
const directFollowers = (messages: readonly Message[]): (readonly number[])[] => {
  const readersOfFact = new Map<number, number[]>()
  const readersOfDone = new Map<number, number[]>()
  for (const { index, in: tests } of messages) {
    for (const test of tests) {
      if (!test.effect) put(readersOfFact, test.index, index)
      else if (test.value === effectState.done) put(readersOfDone, test.index, index)
    }
  }
  return messages.map(({ index, out }) => [
    ...(readersOfDone.get(index) ?? []),
    ...out.flatMap(({ fact }) => readersOfFact.get(fact) ?? []),
  ])
}

/** Everything that rests on a message, over any number of messages between. */
const reachedFrom = (start: number, followers: readonly (readonly number[])[]): Set<number> => {
  const found = new Set<number>()
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of followers[at] ?? []) {
      if (found.has(next)) continue
      found.add(next)
      open.push(next)
    }
  }
  return found
}

/**
 * By message: the effects that are undone before its own. A compensation is none of them: it stands
 * for good. Where two seem to rest on each other, since a fact has several binders, the one written
 * later goes first.
 */
export const dependantsOf = (messages: readonly Message[]): number[][] => {
  const followers = directFollowers(messages)
  const effects = messages.filter((message) => message.effect !== 'none')
  const reached = new Map(effects.map(({ index }) => [index, reachedFrom(index, followers)]))
  return messages.map((message) =>
    effects
      .filter((other) => other !== message && other.undoes < 0)
      .filter((other) => reached.get(message.index)?.has(other.index) === true)
      .filter(
        (other) =>
          other.index > message.index || reached.get(other.index)?.has(message.index) !== true,
      )
      .map((other) => other.index),
  )
}
