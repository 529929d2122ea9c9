/** The exam of a mind: what the host relies on, whatever thinks. */
import assert from 'node:assert/strict'
import type { Mind, MindAnswer, TurnSignals, TurnView } from '../host/ports/index.ts'
import { type Exam, type ExamCase, examCases, type ExamPlaces } from './exam.ts'

/** One mind in the moods that the exam asks for. */
export interface ExaminedMind {
  /** Accepts with `{ plan: 'walk' }`. */
  readonly willing: Mind
  /** Passes because it is "busy". */
  readonly unwilling: Mind
  /** Throws, crashes or answers rubbish. */
  readonly broken: Mind
  /** Never answers by itself. */
  readonly hanging: Mind
}

/** The turn that the exam gives: `decline` or `accept` an errand. */
export const examinedTurn: TurnView = {
  turn: 'examined-turn',
  member: 'eve',
  role: 'runner',
  protocol: 'errand',
  enactment: 'errand/1',
  brief: { text: 'Walk the dog.', tokens: 4 },
  known: { errand: 'dog' },
  changed: [],
  menu: ['decline', 'accept'].map((message) => ({
    message,
    schema: { type: 'object' },
    summary: `To ${message} the errand.`,
  })),
}

interface Told {
  readonly signals: TurnSignals
  readonly stop: () => void
}

const tell = (): Told => {
  const stop = new AbortController()
  return {
    signals: { stop: stop.signal, onBreak: () => undefined },
    stop: () => stop.abort(),
  }
}

const take = async (mind: Mind, { signals }: Told = tell()): Promise<MindAnswer> =>
  await mind.take(examinedTurn, { variables: { PATH: process.env['PATH'] ?? '' } }, signals)

const exam: Exam<ExaminedMind> = {
  'a mind says what it is': async (place) => {
    const { willing } = await place.open()
    assert.match(willing.kind, /^(script|command|person|model|coding-agent|remote)$/)
    assert.ok(willing.turnsAtOnce >= 1)
  },
  'a willing mind sends a message with plain facts and what it used': async (place) => {
    const answer = await take((await place.open()).willing)
    assert.ok(answer.kind === 'send')
    assert.deepEqual(answer.messages, [{ message: 'accept', facts: { plan: 'walk' } }])
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer)
    assert.ok(Number.isInteger(answer.use.ms) && answer.use.ms >= 0)
  },
  'the same turn can be taken again': async (place) => {
    const { willing } = await place.open()
    assert.equal((await take(willing)).kind, 'send')
    assert.equal((await take(willing)).kind, 'send')
  },
  'an unwilling mind passes and says why': async (place) => {
    const answer = await take((await place.open()).unwilling)
    assert.ok(answer.kind === 'pass')
    assert.match(answer.why, /busy/)
  },
  'a broken mind has answered nothing, and never throws': async (place) => {
    const answer = await take((await place.open()).broken)
    assert.ok(answer.kind === 'nothing')
    assert.notEqual(answer.why, '')
  },
  'a mind that hangs is ended by a stop, and sends nothing': async (place) => {
    const told = tell()
    const answering = take((await place.open()).hanging, told)
    setTimeout(told.stop, 20)
    assert.notEqual((await answering).kind, 'send')
  },
}

/** All cases, each with minds of its own. */
export const mindExam = (places: ExamPlaces<ExaminedMind>): readonly ExamCase[] =>
  examCases(exam, places)
