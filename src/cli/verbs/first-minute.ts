/** `firm first-minute`: a company of agents on a private clone of your repository, in a minute. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstMinuteForm } from '../../api/index.ts'
import { FirmError } from '../../base/index.ts'
import { type Answers, answersSchema, builtIn, listedPerson } from '../first-minute/answers.ts'
import { minuteHome } from '../first-minute/minute-home.ts'
import { pacedPrinter } from '../first-minute/printing.ts'
import { seatedPerson } from '../first-minute/seated-person.ts'
import { show, type Shown } from '../first-minute/show.ts'
import { openHome } from '../firm-home/index.ts'
import type { Surroundings } from '../surroundings.ts'
import { argumentOf, type Answer, type Given, type Verb } from '../verb.ts'

const paceMs = 120

const seedOf = (given: Given): number => {
  const text = given.options['seed'] ?? '1'
  const seed = Number(text)
  if (Number.isSafeInteger(seed) && seed >= 0) return seed
  throw new MinuteUsageError(`--seed ${text} is no whole number from 0 upward`, 'Write --seed 7.')
}

const answersOf = (given: Given, folder: string): Answers | undefined => {
  const file = given.options['answers']
  if (file === undefined) return undefined
  const path = resolve(folder, file)
  const read = answersSchema.safeParse(parseFile(path))
  if (read.success) return read.data
  const wrong = read.error.issues.map(
    (issue) => `${issue.path.join('.') || 'it'}: ${issue.message}`,
  )
  throw new MinuteUsageError(
    `${path}: ${wrong.join('; ')}`,
    'Write {"answer": "unlink", "change": "guide", "veto": true, "kill": true, "lie": true}; each may be left out.',
  )
}

const parseFile = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new MinuteUsageError(`${path} cannot be read: ${why}`, 'Name a file of JSON.')
  }
}

const homeOf = ({ variables, folder }: Surroundings): string => {
  const chosen = variables['FIRM_HOME']
  if (chosen !== undefined && chosen !== '') return resolve(folder, chosen)
  return mkdtempSync(join(tmpdir(), 'firm-first-minute-'))
}

const isSource = import.meta.url.endsWith('.ts')

// From the sources the host's process needs the same loader as this one; built, it needs none.
const program = {
  file: fileURLToPath(
    new URL(`../first-minute/host-process.${isSource ? 'ts' : 'js'}`, import.meta.url),
  ),
  execArgv: isSource ? process.execArgv : [],
}

export const firstMinute: Verb = {
  ...firstMinuteForm,
  run: async (given, surroundings) => {
    const { screen, folder } = surroundings
    const seed = seedOf(given)
    const listed = answersOf(given, folder)
    const isSeated = screen.isTerminal && listed === undefined && process.stdin.isTTY
    const home = minuteHome(homeOf(surroundings))
    openHome(home.folder)
    const { json } = given
    const write = json ? screen.complain : screen.write
    const isPaced = screen.isTerminal && !('fast' in given.options)
    const printer = pacedPrinter(write, isPaced ? paceMs : 0)
    const seated = isSeated
      ? seatedPerson({ input: process.stdin, output: process.stdout, printer })
      : undefined
    const answers = listed ?? builtIn
    const shown = await show(home, {
      path: resolve(folder, argumentOf(given, 'path') ?? '.'),
      seed,
      answers,
      person: seated ?? listedPerson(answers),
      printer,
      program,
      secretKey: surroundings.secrets.randomBytes(32),
      nowMs: () => performance.now(),
    })
    seated?.leave()
    const stays = 'serve' in given.options || screen.isTerminal
    const answer = answerOf(home, seed, { shown, stays })
    if (!stays) {
      await shown.rested.stop()
      return answer
    }
    for (const line of answer.lines) screen.write(line)
    await untilInterrupted()
    await shown.rested.stop()
    return { exit: 'done', lines: ['The host has stopped; everything stays where it is.'] }
  },
}

const untilInterrupted = async (): Promise<void> =>
  await new Promise((done) => {
    process.once('SIGINT', () => done())
    process.once('SIGTERM', () => done())
  })

const answerOf = (
  home: ReturnType<typeof minuteHome>,
  seed: number,
  { shown, stays }: { readonly shown: Shown; readonly stays: boolean },
): Answer => {
  const { rested, firm, today, recoveryMs } = shown
  return {
    exit: 'done',
    lines: [
      `FIRM_HOME    ${home.folder}`,
      `Firm's clone ${home.repository}`,
      `usual clone  ${home.usual}/repository.git`,
      `host         process ${rested.pid}${stays ? ', serving until Ctrl-C' : ', stopped'}`,
      ...(recoveryMs === undefined ? [] : [`after the kill work went on within ${recoveryMs} ms`]),
    ],
    json: {
      home: home.folder,
      repository: home.repository,
      usual: `${home.usual}/repository.git`,
      seed,
      pid: rested.pid,
      ...(recoveryMs === undefined ? {} : { recoveryMs }),
      firm: { ...firm },
      today: { ...today },
    },
  }
}

/** The first minute was asked for in a way that it does not understand. */
export class MinuteUsageError extends FirmError {
  override readonly name = 'MinuteUsageError'

  constructor(message: string, hint: string) {
    super('wrong-usage', message, { hint })
  }
}
