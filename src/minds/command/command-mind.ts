/** A member that is a program: it gets a turn on standard input and answers with its last line. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOfJson, unreachable } from '../../base/index.ts'
import type {
  Mind,
  MindAnswer,
  Processes,
  ProcessLimits,
  ProcessResult,
  TurnSignals,
  TurnView,
  Workplace,
} from '../../host/ports/index.ts'
import { fencing, type MindFence } from './fence.ts'
import type { Manner, ReadOutput } from './manner.ts'

/** What runs the program, and within what. */
export interface CommandMindOptions {
  readonly processes: Processes
  readonly limits: ProcessLimits
  /** What its programs are kept from, where the processes here can hold it; the user's home besides. */
  readonly fence?: MindFence
}

/** How much of what a program wrote is kept with its turn. */
const noteLengthMax = 64 * 1024

/**
 * A command as a mind. A break of a premise ends the program, and the turn passes; the next turn,
 * in the same worktree, is told what changed.
 */
export const commandMind = (manner: Manner, options: CommandMindOptions): Mind => ({
  kind: manner.kind,
  enforced: true,
  turnsAtOnce: 1,
  take: async (view, workplace, signals) => {
    if (workplace.folder !== undefined) {
      return await takeTurn({ manner, options, folder: workplace.folder }, view, {
        workplace,
        signals,
      })
    }
    const folder = await mkdtemp(join(tmpdir(), 'firm-turn-'))
    try {
      return await takeTurn({ manner, options, folder }, view, { workplace, signals })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})

interface Seat {
  readonly manner: Manner
  readonly options: CommandMindOptions
  readonly folder: string
}

const takeTurn = async (
  { manner, options, folder }: Seat,
  view: TurnView,
  { workplace, signals }: { readonly workplace: Workplace; readonly signals: TurnSignals },
): Promise<MindAnswer> => {
  const broken = new AbortController()
  const breaks: string[] = []
  signals.onBreak((sentence) => {
    breaks.push(sentence)
    broken.abort()
  })
  const result = await options.processes.run(
    {
      program: manner.program,
      args: manner.args,
      folder,
      variables: { ...workplace.variables, ...manner.variables },
      input: manner.input(view),
      limits: options.limits,
      ...fencing(options.fence, manner, workplace.variables),
      // The folder is this turn's alone, so two firms with one name for a turn have two marks.
      mark: workplace.mark ?? hashOfJson([folder, view.turn]),
    },
    AbortSignal.any([signals.stop, broken.signal]),
  )
  const use = { ms: result.ms }
  if (breaks.length > 0) return { kind: 'pass', why: `stopped: ${breaks.join('; ')}`, use }
  if (result.end === 'stopped') return { kind: 'pass', why: 'stopped', use }
  return judge(manner, options.limits, result)
}

/** A program that did not end well has not answered, whatever its last line says. */
const judge = (manner: Manner, limits: ProcessLimits, result: ProcessResult): MindAnswer => {
  const read = manner.read(result.output)
  const failure = failureOf(manner, limits, { result, read })
  const use = { ms: result.ms, ...read.use }
  if (failure !== undefined) return { kind: 'nothing', why: failure, use }
  const { answer } = read
  if (answer.kind !== 'send') return { ...answer, use }
  const notes = [read.before, result.errorOutput.trim(), escapedNote(result)]
  const kept = notes.filter((note) => note !== '').map((note) => note.slice(-noteLengthMax))
  return { kind: 'send', messages: [answer.chosen], cites: answer.cites, use, notes: kept }
}

const failureOf = (
  { program, kind }: Manner,
  limits: ProcessLimits,
  { result, read }: { readonly result: ProcessResult; readonly read: ReadOutput },
): string | undefined => {
  const { end, exitCode, errorOutput } = result
  // A coding agent says what went wrong in its events; any other program on standard error.
  const { answer } = read
  const said = kind === 'coding-agent' && answer.kind === 'nothing' ? answer.why : errorOutput
  const lastWords = said.trim().split('\n').at(-1)?.slice(0, 300) ?? ''
  switch (end) {
    case 'exited':
      if (exitCode === 0) return undefined
      return `${program} ended with ${exitCode ?? 'a signal'}${lastWords && `: ${lastWords}`}`
    case 'time':
      return `${program} did not answer within ${limits.timeMs} ms and was ended`
    case 'output':
      return `${program} wrote more than ${limits.outputBytes} bytes and was ended`
    case 'memory':
      return `${program} used more than ${limits.memoryBytes ?? 0} bytes of memory and was ended`
    case 'processes':
      return `${program} started more than ${limits.processCount ?? 0} processes and was ended`
    case 'not-started':
      return errorOutput
    case 'stopped':
      return `${program} was stopped`
    default:
      return unreachable(end)
  }
}

const escapedNote = ({ escaped }: ProcessResult): string =>
  escaped.length === 0
    ? ''
    : `Ended after it: ${escaped.map(({ pid, name }) => `${name} (${pid})`).join(', ')}.`
