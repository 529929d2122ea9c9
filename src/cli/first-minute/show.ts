/** The first minute before your eyes: prepared, run in a process of its own, told line by line, and accounted for. */
import {
  type Accounts,
  change,
  countAccounts,
  deliveredCommits,
  type MinutePlan,
  newcomer,
} from '../../charters/first-minute/index.ts'
import { openRepository, resolveCommit } from '../../environments/git/reader/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import { accountLines } from './account-lines.ts'
import type { Answers, Person } from './answers.ts'
import { killPointOf, liarOf } from './kill-point.ts'
import type { MinuteHome } from './minute-home.ts'
import type { MinuteKey } from './minute-key.ts'
import { leftLines } from './left-lines.ts'
import { prepare } from './prepare.ts'
import type { Printer } from './printing.ts'
import type { Question } from './relay.ts'
import { differenceLines, openStory } from './story.ts'
import { runUsual, type UsualOutcome } from './usual-run.ts'
import { type HostProgram, type RestedHost, runWatchedHost } from './watched-host.ts'

/** What a showing needs. */
export interface Showing {
  readonly path: string
  readonly seed: number
  readonly answers: Answers
  readonly person: Person
  readonly printer: Printer
  readonly program: Omit<HostProgram, 'home'>
  /** The process of the usual way. */
  readonly usualProgram: Omit<HostProgram, 'home'>
  readonly key: MinuteKey
  readonly nowMs: () => number
}

/** What a showing leaves. */
export interface Shown {
  readonly rested: RestedHost
  readonly firm: Accounts
  readonly today: UsualOutcome
  /** The turn in which the newcomer began to work, and where the ledger says so. */
  readonly newcomerTurn: FirstTurn | undefined
  /** From the death of a host to the first thing that the next one did. */
  readonly recoveryMs: number | undefined
}

/** A turn that a member was briefed for. */
interface FirstTurn {
  readonly member: string
  readonly enactment: string
  readonly position: number
}

/** Shows the minute; the host serves on until its `stop`. */
export const show = async (home: MinuteHome, showing: Showing): Promise<Shown> => {
  const plan = await begin(home, showing)
  const told = teller(showing)
  const rested = await runWatchedHost({ ...showing.program, home: home.folder }, orderOf(showing), {
    told: ({ position, event }) => told.tell(position, event),
    asked: async (question) => await answer(showing, question),
    died: (signal) => told.died(signal),
  })
  try {
    const accounts = await account(home, showing, { plan, events: told.events })
    const newcomerTurn = newcomerTurnIn(told.events)
    return { rested, ...accounts, newcomerTurn, recoveryMs: told.recoveryMs() }
  } catch (cause) {
    // A host that nobody waits for would keep this process.
    await rested.stop()
    throw cause
  }
}

// Position 1 is the first event.
const newcomerTurnIn = (events: readonly FirmEvent[]): FirstTurn | undefined => {
  for (const [index, event] of events.entries()) {
    if (event.type !== 'turn-opened' || event.member !== newcomer) continue
    const { member, enactment } = event
    if (enactment.startsWith(`${change.name}:`)) return { member, enactment, position: index + 1 }
  }
  return undefined
}

const account = async (
  home: MinuteHome,
  { printer, answers, usualProgram: program }: Showing,
  { plan, events }: { readonly plan: MinutePlan; readonly events: readonly FirmEvent[] },
): Promise<Pick<Shown, 'firm' | 'today'>> => {
  printer.print('\n── The same minds, tasks and seed, the way people do it today')
  // While you read what the firm did, the same is done the usual way: the firm has come to rest, so neither waits.
  const told = (line: string): void => printer.print(`       ${line}`)
  const today = await runUsual(home, { plan, answers, program, told })
  const firm = countAccounts(events, await reachability(home, events))
  const counted = accountLines(firm, today.ok ? today.value : undefined)
  printer.print(['', ...failureLines(today), ...counted].join('\n'))
  await printer.flush()
  return { firm, today }
}

const failureLines = (today: UsualOutcome): readonly string[] =>
  today.ok
    ? []
    : [`The usual way failed, so its column stays empty: ${today.message}`, today.hint ?? '', '']

const begin = async (home: MinuteHome, showing: Showing): Promise<MinutePlan> => {
  const { printer, seed, path, key, nowMs } = showing
  printer.print(
    `A company of agents on a private clone of ${path}, which is only read. Seed ${seed}.`,
  )
  const prepared = await prepare(home, { seed, path, operatorKey: key.publicKey, nowMs })
  const { plan, findingCount, ownCount, left } = prepared
  const tasks = plan.tasks.first
  const planted = tasks.filter(({ task }) => task.planted).length
  printer.print(
    `The inspectors found ${ownCount} ${ownCount === 1 ? 'defect' : 'defects'} of its own, and ${findingCount - ownCount} that we planted in the clone.`,
  )
  printer.print(
    `${tasks.length} tasks: ${tasks.length - planted} of its own, ${planted} of planted ones, marked as such.`,
  )
  for (const line of leftLines(left)) printer.print(line)
  printer.print('Each line is an event; the number is its place in the ledger.')
  return plan
}

const reachability = async (
  home: MinuteHome,
  events: readonly FirmEvent[],
): Promise<(commit: string) => boolean> => {
  const repository = await openRepository(home.repository)
  const reached = new Set<string>()
  for (const commit of deliveredCommits(events)) {
    if ((await resolveCommit(repository, commit)) !== undefined) reached.add(commit)
  }
  return (commit) => reached.has(commit)
}

const orderOf = ({ answers, seed }: Showing) => ({
  ...(answers.lie === true ? { liar: liarOf(seed) } : {}),
  ...(answers.kill === true ? { kill: killPointOf(seed) } : {}),
})

interface Teller {
  readonly events: FirmEvent[]
  readonly tell: (position: number, event: FirmEvent) => void
  readonly died: (signal: string) => void
  readonly recoveryMs: () => number | undefined
}

const teller = ({ printer, nowMs }: Showing): Teller => {
  const story = openStory()
  const events: FirmEvent[] = []
  let diedAt: number | undefined
  let recoveryMs: number | undefined
  const tell = (position: number, event: FirmEvent): void => {
    // The next host has to work, not only to be there.
    if (diedAt !== undefined && event.type !== 'host-started') {
      recoveryMs ??= Math.round(nowMs() - diedAt)
    }
    events.push(event)
    const told = story.tell(position, event)
    if (told === undefined) return
    const caption = told.act === undefined ? '' : `\n── ${told.act}\n`
    printer.print(`${caption}${told.line}`)
  }
  const died = (signal: string): void => {
    diedAt ??= nowMs()
    printer.print(`\n── ${signal}: the host is dead, in the middle of ${story.underWay()}`)
  }
  return { events, tell, died, recoveryMs: () => recoveryMs }
}

const differenceLinesMax = 14

const answer = async (showing: Showing, question: Question): Promise<unknown> => {
  const { person, key } = showing
  switch (question.what) {
    case 'answer':
      return await person.answer(question.text, question.answers)
    case 'change':
      return await person.change(question.topic, question.now)
    case 'judge':
      showing.printer.print(differenceLines(question.preview, differenceLinesMax).join('\n'))
      return await person.judge(question.intent, question.preview)
    case 'sign':
      return await key.sign('first-minute', question.verb, question.act)
  }
}
