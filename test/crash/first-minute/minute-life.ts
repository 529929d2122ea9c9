/** One life of a first minute's host: told to begin, answered as its watcher would, and gone. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeEvent } from '../../../src/host/index.ts'
import { builtIn, listedPerson } from '../../../src/cli/first-minute/answers.ts'
import { liarOf } from '../../../src/cli/first-minute/kill-point.ts'
import type { FromHost, HostOrder, Question, ToHost } from '../../../src/cli/first-minute/relay.ts'
import type { FirmEvent } from '../../../src/kernel/index.ts'
import { testOperator } from '../../../src/testing/test-operator.ts'
import type { Kill } from '../campaign.ts'
import type { Life } from '../life.ts'
import { type MinuteStage, minuteSeed } from './minute-stage.ts'

/** A life to lead. */
export interface MinuteOrder {
  readonly home: string
  readonly name: string
  /** The last position that a life before it told. */
  readonly heard: number
  /** Where it ends; one without only counts what it reaches. */
  readonly kill?: Kill
}

/** An event as one text, by which what was told and what stands in the ledger are compared. */
export const eventText = (event: FirmEvent): string => encodeEvent(event)

/** Leads one life to its end. */
export const leadMinuteLife = async (stage: MinuteStage, order: MinuteOrder): Promise<Life> => {
  const { home, name, heard, kill } = order
  const counts = join(home, 'visited.json')
  const child = fork(kill === undefined ? stage.countingHost : stage.host, [counts], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const acknowledged = new Map<number, string>()
  const lines: string[] = []
  child.on('message', (message: FromHost) => {
    if (message.kind === 'told') acknowledged.set(message.position, eventText(message.event))
    else if (message.kind === 'asked') void answer(child, message)
    else lines.push(message.kind === 'failed' ? `failed ${message.why}` : message.kind)
    if (message.kind === 'rested') tell(child, { kind: 'stop' })
    if (message.kind === 'failed') child.disconnect()
  })
  const killed: Pick<HostOrder, 'kill'> = kill === undefined ? {} : { kill }
  tell(child, { kind: 'stand-by', home })
  const told: HostOrder = { name, heard, liar: liarOf(minuteSeed), ...killed }
  tell(child, { kind: 'begin', order: told })
  const end = await new Promise<string>((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? String(code)))
  })
  const visited = kill === undefined ? readVisited(counts) : new Map<string, number>()
  return { name, end, lines, acknowledged, visited, pid: child.pid ?? 0 }
}

const readVisited = (file: string): ReadonlyMap<string, number> =>
  new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as { [point: string]: number }))

// One that has died meanwhile does not hear it.
const tell = (child: ChildProcess, message: ToHost): void => {
  if (child.connected) child.send(message, () => undefined)
}

const person = listedPerson(builtIn)

const answer = async (
  child: ChildProcess,
  { id, question }: FromHost & { readonly kind: 'asked' },
): Promise<void> => tell(child, { kind: 'reply', id, value: await answerTo(question) })

const answerTo = async (question: Question): Promise<unknown> => {
  switch (question.what) {
    case 'answer':
      return await person.answer(question.text, question.answers)
    case 'change':
      return await person.change(question.topic, question.now)
    case 'judge':
      return await person.judge(question.intent, question.preview)
    case 'sign':
      return testOperator().sign('first-minute', { verb: question.verb, what: question.act })
  }
}
