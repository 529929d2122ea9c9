/** Makes a verb of the program from a reading of the host: asked of the store, shown in lines or as JSON. */
import type { z } from 'zod'
import type { VerbForm } from '../api/verbs/index.ts'
import type { JsonObject } from '../base/index.ts'
import type { Look, Reading } from '../host/looks/index.ts'
import { lookAt, positionIn } from './look-at.ts'
import { answerRefused } from './refused-answer.ts'
import type { Surroundings } from './surroundings.ts'
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
  /** Adds to the look what no ledger knows; nothing unless told. */
  readonly besides?: (look: Look, given: Given, surroundings: Surroundings) => Promise<Look>
  readonly lines: (value: T) => readonly string[]
}

/** The verb of a reading. */
export const lookVerb = <T>(shown: Shown<T>): Verb => ({
  ...shown.form,
  run: async (given, surroundings) => {
    const { reading, answer, args, at, besides, lines } = shown
    const position = at?.(given) ?? positionIn(given.options['at'], '--at')
    return await lookAt(surroundings, position, async (ledgerLook) => {
      const look = (await besides?.(ledgerLook, given, surroundings)) ?? ledgerLook
      const read = await reading(look, args?.(given) ?? {})
      if (!read.ok) return answerRefused(read)
      return { exit: 'done', lines: lines(answer.parse(read.value)), json: read.value }
    })
  },
})
