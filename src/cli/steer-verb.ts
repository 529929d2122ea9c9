/** Makes a verb of the program that steers: planned on what stands, signed where it lets something happen, then asked of the host. */
import type { z } from 'zod'
import type { VerbForm } from '../api/verbs/index.ts'
import { type JsonObject, type Outcome, type Refused, refused } from '../base/index.ts'
import { operatorOf } from '../host/looks/index.ts'
import type { FirmState } from '../kernel/index.ts'
import { firmNeeds } from './firm-needs.ts'
import { lookAt } from './look-at.ts'
import { reachFirm } from './open-firm/reach-firm.ts'
import { answerRefused } from './refused-answer.ts'
import { openSigner } from './signing.ts'
import type { Surroundings } from './surroundings.ts'
import type { Answer, Given, Verb } from './verb.ts'

/** What the operator steers on. */
export interface Seat {
  readonly state: FirmState
  /** The member who is the operator. */
  readonly operator: string
}

/** What is asked of the host, and what has to be signed for it. */
export interface Plan {
  readonly verb: string
  readonly args: JsonObject
  /** The verb and the hash that the signature covers; absent for what stops something. */
  readonly signs?: { readonly verb: string; readonly what: string }
  /** What is shown before anybody signs. */
  readonly shown?: readonly string[]
}

/** How a steering verb is planned and shown. */
export interface Steering<T> {
  readonly form: VerbForm
  readonly answer: z.ZodType<T>
  readonly plan: (
    given: Given,
    seat: Seat,
    surroundings: Surroundings,
  ) => Outcome<Plan, string> | Promise<Outcome<Plan, string>>
  readonly lines: (value: T) => readonly string[]
}

/** The verb of a steering. */
export const steerVerb = <T>({ form, answer, plan, lines }: Steering<T>): Verb => ({
  ...form,
  run: async (given, surroundings) => {
    const planned = await lookAt(surroundings, undefined, async ({ state }) => {
      const seat = { state, operator: operatorOf(state) }
      if (seat.operator === '') return noOperator()
      const made = await plan(given, seat, surroundings)
      return made.ok ? { ...made, firm: state.name } : made
    })
    if (!planned.ok) return answerRefused(planned)
    const { value, firm } = planned
    const signature = await signed(value, firm, { given, surroundings })
    const args = { ...value.args, ...(signature === undefined ? {} : { signature }) }
    const said = await call(surroundings, value.verb, args)
    if (!said.ok) return answerRefused(said)
    const shown = answer.parse(said.value)
    return { exit: 'done', lines: lines(shown), json: said.value } satisfies Answer
  },
})

const noOperator = (): Refused<string> =>
  refused(
    'no-charter',
    'this firm has no charter, so nobody may steer it',
    'Begin again: `firm init`.',
  )

const signed = async (
  { signs, shown = [] }: Plan,
  firm: string,
  { given, surroundings }: { readonly given: Given; readonly surroundings: Surroundings },
): Promise<string | undefined> => {
  if (signs === undefined) return undefined
  const { screen } = surroundings
  for (const line of shown) (given.json ? screen.complain : screen.write)(line)
  const { places } = await firmNeeds(surroundings)
  return await openSigner(places.home, given, surroundings).sign(firm, signs.verb, signs.what)
}

/** Asks the running host; where none runs, this process becomes it for the one question. */
const call = async (
  surroundings: Surroundings,
  verb: string,
  args: JsonObject,
): ReturnType<Awaited<ReturnType<typeof reachFirm>>['call']> => {
  const client = await reachFirm(await firmNeeds(surroundings))
  try {
    return await client.call(verb, args)
  } finally {
    await client.close()
  }
}

/** All that is left on the command line, as one text. */
export const wordsOf = (given: Given, name: string): string =>
  (given.arguments[name] ?? []).join(' ')
