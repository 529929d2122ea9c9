/** The exam of an environment: what the host relies on, whatever the effects are. */
import assert from 'node:assert/strict'
import type { Json } from '../base/index.ts'
import type { EffectOrder, EnvironmentPort } from '../host/ports/index.ts'
import { type Exam, type ExamCase, examCases, type ExamPlaces } from './exam.ts'

/** One environment with orders that fit it. Opened again in one place, it sees the same world. */
export interface ExaminedEnvironment {
  readonly port: EnvironmentPort
  /** An order that will be done; different numbers are different keys that do not hinder each other. */
  readonly order: (number: number) => Promise<EffectOrder>
  /** An order that will fail, and change nothing. */
  readonly failing: () => Promise<EffectOrder>
  /** What can be seen of the world; equal when nothing happened between. */
  readonly look: () => Promise<Json>
  /** What undoing brings back: less than `look` where the undoing itself is seen, as a commit is. */
  readonly lookPast?: () => Promise<Json>
}

const exam: Exam<ExaminedEnvironment> = {
  'an effect that never began is not started, and asking does not start it': async (place) => {
    const { port, order, look } = await place.open()
    const one = await order(1)
    const before = await look()
    assert.deepEqual(await port.ask(one), { kind: 'not-started' })
    assert.deepEqual(await port.ask(one), { kind: 'not-started' })
    assert.deepEqual(await look(), before)
  },
  'a preview tells what would happen and changes nothing': async (place) => {
    const { port, order, look } = await place.open()
    const one = await order(1)
    const before = await look()
    const { title, text } = await port.preview(one)
    assert.notEqual(title, '')
    assert.notEqual(text, '')
    assert.deepEqual(await look(), before)
    assert.deepEqual(await port.ask(one), { kind: 'not-started' })
  },
  'an effect happens once, and performing it again answers the same receipt': async (place) => {
    const { port, order, look } = await place.open()
    const one = await order(1)
    const done = await port.perform(one)
    assert.equal(done.kind, 'done')
    const after = await look()
    assert.deepEqual(await port.perform(one), done)
    assert.deepEqual(await look(), after)
  },
  'the same effect performed several times at once happens once': async (place) => {
    const { port, order, look } = await place.open()
    const one = await order(1)
    const outcomes = await Promise.all([1, 2, 3].map(async () => await port.perform(one)))
    assert.equal(outcomes[0]?.kind, 'done')
    for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0])
    const after = await look()
    await port.perform(one)
    assert.deepEqual(await look(), after)
  },
  'what happened is known to whoever opens the environment next': async (place) => {
    const first = await place.open()
    const one = await first.order(1)
    const done = await first.port.perform(one)
    const before = await first.look()
    await first.port.close()
    const { port, look } = await place.open()
    assert.deepEqual(await port.ask(one), done)
    assert.deepEqual(await port.perform(one), done)
    assert.deepEqual(await look(), before)
  },
  'a failed effect says why and leaves everything as it was': async (place) => {
    const { port, failing, look } = await place.open()
    const order = await failing()
    const before = await look()
    const failed = await port.perform(order)
    assert.equal(failed.kind, 'failed')
    assert.notEqual(failed.kind === 'failed' && failed.why, '')
    assert.deepEqual(await look(), before)
  },
  'undoing brings back what was, once, also after another effect': async (place) => {
    const { port, order, look, lookPast = look } = await place.open()
    const [one, two] = [await order(1), await order(2)]
    await port.perform(two)
    const past = await lookPast()
    const done = await port.perform(one)
    const undone = await port.undo(one, done.receipt)
    assert.deepEqual(await lookPast(), past)
    const after = await look()
    assert.deepEqual(await port.undo(one, done.receipt), undone)
    assert.deepEqual(await look(), after)
  },
  'an effect that was undone is not done again by its key': async (place) => {
    const { port, order, look } = await place.open()
    const one = await order(1)
    const done = await port.perform(one)
    await port.undo(one, done.receipt)
    const after = await look()
    await port.perform(one)
    assert.deepEqual(await look(), after)
  },
  'what is not of its kind it does not judge': async (place) => {
    const { port } = await place.open()
    assert.equal(await port.exists({ format: 'no-such-format', value: 'x' }), undefined)
  },
}

/** All cases, each in a world of its own. */
export const environmentExam = (places: ExamPlaces<ExaminedEnvironment>): readonly ExamCase[] =>
  examCases(exam, places)
