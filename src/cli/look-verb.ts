/** Makes a verb of the program from a reading of the host: asked of the store, shown in lines or as JSON. */
import type { z } from 'zod'
import type { VerbForm } from '../api/index.ts'
import type { JsonObject } from '../base/index.ts'
import type { Reading } from '../host/verbs/index.ts'
import { lookAt, positionIn } from './look-at.ts'
import { answerRefused } from './refused-answer.ts'
import type { Given, Verb } from './verb.ts'

/** How a reading is asked and shown. */
export interface Shown<T> {
  readonly form: VerbForm
  readonly reading: Reading
  /** The schema of what it answers, so that lines are made of what was read and nothing else. */
  readonly answer: z.ZodType<T>
  readonly args?: (given: Given) => JsonObject
  /** The position to look from; that of `--at` unless told. */
  readonly at?: (given: Given) => number | undefined
  readonly lines: (value: T) => readonly string[]
}

/** The verb of a reading. */
export const lookVerb = <T>({ form, reading, answer, args, at, lines }: Shown<T>): Verb => ({
  ...form,
  run: async (given, surroundings) => {
    const position = at?.(given) ?? positionIn(given.options['at'], '--at')
    return await lookAt(surroundings, position, async (look) => {
      const read = await reading(look, args?.(given) ?? {})
      if (!read.ok) return answerRefused(read)
      return { exit: 'done', lines: lines(answer.parse(read.value)), json: read.value }
    })
  },
})
