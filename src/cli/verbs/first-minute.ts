/** `firm first-minute`: a company of agents on a private clone of your repository, in a minute. */
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstMinuteForm } from '../../api/verbs/index.ts'
import { FirmError } from '../../base/index.ts'
import { type Answers, answersSchema, builtIn, listedPerson } from '../first-minute/answers.ts'
import { briefTokensMax, type MinuteHome, minuteHome } from '../first-minute/minute-home.ts'
import { type MinuteKey, openMinuteKey } from '../first-minute/minute-key.ts'
import { pacedPrinter } from '../first-minute/printing.ts'
import { openKeyboard } from '../first-minute/keyboard.ts'
import { seatedPerson } from '../first-minute/seated-person.ts'
import { show, type Shown } from '../first-minute/show.ts'
import { requireSource } from '../../environments/git/index.ts'
import { attendHere } from '../attending/index.ts'
import { openHome } from '../firm-home/index.ts'
import { connectFirm, firmPlaces } from '../open-firm/index.ts'
import { quoted } from '../quoted.ts'
import type { Screen } from '../screen.ts'
import type { Surroundings } from '../surroundings.ts'
import { argumentOf, type Answer, type Given, type Verb } from '../verb.ts'
import { openPage, watchHost, type WatchEnd } from '../watching/index.ts'
import { askInPlace } from '../working/index.ts'

/** Slow enough to be read, and the whole of it within a minute. */
const paceMs = 300

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
  if (chosen === undefined || chosen === '') {
    return mkdtempSync(join(tmpdir(), 'firm-first-minute-'))
  }
  const home = resolve(folder, chosen)
  if (existsSync(home) && readdirSync(home).length > 0) throw new HomeTakenError(home)
  return home
}

const isSource = import.meta.url.endsWith('.ts')

// From the sources these processes need the same loader as this one; built, they need none.
const programOf = (name: string) => ({
  file: fileURLToPath(
    new URL(`../first-minute/${name}.${isSource ? 'ts' : 'js'}`, import.meta.url),
  ),
  execArgv: isSource ? process.execArgv : [],
})

/** What `firm` stands for where it is not installed. */
const mainFile = fileURLToPath(new URL(`../main.${isSource ? 'ts' : 'js'}`, import.meta.url))

export const firstMinute: Verb = {
  ...firstMinuteForm,
  run: async (given, surroundings) => {
    const { screen, folder } = surroundings
    const seed = seedOf(given)
    const listed = answersOf(given, folder)
    const path = resolve(folder, argumentOf(given, 'path') ?? '.')
    // Before a home is made, so that one who named the wrong folder has nothing to clear away.
    await requireSource(path)
    const home = minuteHome(homeOf(surroundings))
    openHome(home.folder)
    const end = (): void => leaveAtOnce(home, screen)
    const stopListening = onInterrupt(end)
    const isSeated = screen.isTerminal && listed === undefined && process.stdin.isTTY
    const isPaced = screen.isTerminal && !('fast' in given.options)
    const write = given.json ? screen.complain : screen.write
    const printer = pacedPrinter(write, isPaced ? paceMs : 0)
    const keyboard = isSeated ? openKeyboard(process.stdin, end) : undefined
    const answers = listed ?? builtIn
    const key = openMinuteKey(surroundings.secrets.randomBytes(32))
    try {
      const shown = await show(home, {
        path,
        seed,
        answers,
        person:
          keyboard === undefined ? listedPerson(answers) : seatedPerson({ keyboard, printer }),
        printer,
        program: programOf('host-process'),
        usualProgram: programOf('usual-process'),
        key,
        nowMs: () => performance.now(),
      })
      keyboard?.leave()
      stopListening()
      return await finish(given, surroundings, { home, seed, shown, key })
    } finally {
      keyboard?.leave()
      stopListening()
    }
  },
}

/** What a minute left. */
interface Finished {
  readonly home: MinuteHome
  readonly seed: number
  readonly shown: Shown
  readonly key: MinuteKey
}

const finish = async (
  given: Given,
  surroundings: Surroundings,
  finished: Finished,
): Promise<Answer> => {
  const { screen } = surroundings
  const { rested, today } = finished.shown
  const stays = today.ok && ('serve' in given.options || screen.isTerminal)
  const answer = answerOf(finished, stays)
  if (!stays) {
    await rested.stop()
    return answer
  }
  const left = new Promise<void>((resolve) => void onInterrupt(resolve))
  try {
    await rested.serve()
    if (given.json) screen.write(JSON.stringify(answer.json))
    else for (const line of answer.lines) screen.write(line)
    const write = given.json ? screen.complain : screen.write
    write('')
    const how = await watchMinute(surroundings, { ...finished, write, left })
    const why = how === 'you left' ? 'The host has stopped' : 'The host has ended'
    return { exit: 'done', lines: [`${why}; everything stays where it is.`] }
  } finally {
    await rested.stop()
  }
}

/** The live view of `firm up`, on the host that the minute left serving. */
const watchMinute = async (
  surroundings: Surroundings,
  watched: Finished & { readonly write: (line: string) => void; readonly left: Promise<void> },
): Promise<WatchEnd> => {
  const { home, key, write, left } = watched
  const { clock, screen } = surroundings
  const page = openPage({ clock, isTerminal: screen.isTerminal, write })
  const client = await connectFirm(firmPlaces(home.folder).socket)
  if (client === undefined) return 'the host has ended'
  const attending = attendHere(surroundings, write)
  const present = attending === undefined ? {} : { attending }
  const asking = askInPlace(surroundings, { signer: key, write, ...present })
  try {
    return await watchHost(client, { page, ...present, ...asking }, left)
  } finally {
    attending?.close()
  }
}

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const onInterrupt = (interrupted: () => void): (() => void) => {
  for (const signal of interrupts) process.once(signal, interrupted)
  return () => {
    for (const signal of interrupts) process.off(signal, interrupted)
  }
}

// The host's process ends with this one; its ledger is whole at every instant.
const leaveAtOnce = ({ folder }: MinuteHome, screen: Screen): void => {
  if (process.stdin.isTTY) process.stdin.setRawMode(false)
  screen.complain('')
  screen.complain('firm: stopped before the end; your repository is as it was.')
  screen.complain(`      What was made stays in ${folder}: remove it when you like.`)
  process.exit(interruptedExitCode)
}

/** What shells expect of a program that Ctrl-C ended. */
const interruptedExitCode = 130

const answerOf = ({ home, seed, shown }: Finished, stays: boolean): Answer => {
  const { rested, firm, today, recoveryMs, newcomerTurn } = shown
  const usual = home.usualRepository
  const after =
    recoveryMs === undefined ? [] : [`After the kill, work went on within ${recoveryMs} ms.`, '']
  return {
    exit: today.ok ? 'done' : 'refused',
    lines: [
      '',
      ...after,
      `FIRM_HOME     ${home.folder}`,
      `Firm's clone  ${home.repository}   (branch firm/main)`,
      `usual clone   ${usual}`,
      `host          process ${rested.pid}${stays ? ', serving until Ctrl-C' : ', stopped'}`,
      `firm          stands for: node ${quoted(mainFile)}`,
      '',
      ...lookingLines(home, newcomerTurn),
      '',
      'A company of your own, in your repository:',
      '  firm init',
      '  firm hire NAME --role engineer --mind MIND     (and one as reviewer)',
      '  firm do "TEXT"',
    ],
    json: {
      home: home.folder,
      repository: home.repository,
      usual,
      seed,
      pid: rested.pid,
      briefTokens: briefTokensMax,
      ...(recoveryMs === undefined ? {} : { recoveryMs }),
      firm: { ...firm },
      ...(today.ok ? { today: { ...today.value } } : { todayFailed: today.message }),
    },
  }
}

/** What to look at, each by a command that can be taken as it stands. */
const lookingLines = ({ folder }: MinuteHome, turn: Shown['newcomerTurn']): readonly string[] => {
  const brief =
    turn === undefined
      ? []
      : [
          `  firm brief ${turn.member} ${turn.enactment} --at ${turn.position}`.padEnd(46) +
            `what ${turn.member} was told before it began`,
        ]
  return [
    `export FIRM_HOME=${quoted(folder)}`,
    '  firm why 5                                  a line and what it rests on, by its number',
    ...brief,
    '  firm log                                    what happened, in full',
  ]
}

/** The first minute was asked for in a way that it does not understand. */
export class MinuteUsageError extends FirmError {
  override readonly name = 'MinuteUsageError'

  constructor(message: string, hint: string) {
    super('wrong-usage', message, { hint })
  }
}

/** There is something in the folder that was named for a new firm. */
export class HomeTakenError extends FirmError {
  override readonly name = 'HomeTakenError'

  constructor(home: string) {
    super('home-taken', `${home} is not empty, and a first minute begins in a folder of its own`, {
      hint: 'Name an empty folder with FIRM_HOME, or leave it out; `firm log` reads what is there.',
      data: { home },
    })
  }
}
