/** The first minute before your eyes: prepared, run in a process of its own, told line by line, and accounted for. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { countAccounts, type Accounts, type MinutePlan } from '../../charters/first-minute/index.ts'
import { type FirmEvent, signedText } from '../../kernel/index.ts'
import { emptyMemory, type Memory, remember, sentenceOf } from '../../memory/index.ts'
import { accountLines } from './account-lines.ts'
import type { Answers, Person } from './answers.ts'
import { killPointOf, liarOf } from './kill-point.ts'
import type { MinuteHome } from './minute-home.ts'
import { prepare } from './prepare.ts'
import type { Printer } from './printing.ts'
import type { Question } from './relay.ts'
import { isTold } from './story.ts'
import { runUsual } from './usual-run.ts'
import { type HostProgram, type RestedHost, runWatchedHost } from './watched-host.ts'

/** What a showing needs. */
export interface Showing {
  readonly path: string
  readonly seed: number
  readonly answers: Answers
  readonly person: Person
  readonly printer: Printer
  readonly program: HostProgram
  readonly secretKey: Uint8Array
  readonly nowMs: () => number
}

/** What a showing leaves. */
export interface Shown {
  readonly rested: RestedHost
  readonly plan: MinutePlan
  readonly firm: Accounts
  readonly today: Accounts
  /** From the death of a host to the first event of the next. */
  readonly recoveryMs: number | undefined
}

/** Shows the minute; the host serves on until its `stop`. */
export const show = async (home: MinuteHome, showing: Showing): Promise<Shown> => {
  const { printer, seed, path, secretKey, nowMs, answers } = showing
  const operatorKey = bytesToHex(ed25519.getPublicKey(secretKey))
  printer.print(`A private clone of ${path}, inspected; seed ${seed}.`)
  const { plan, findingCount, left } = await prepare(home, { seed, path, operatorKey, nowMs })
  printer.print(`${findingCount} findings, ${plan.tasks.first.length} tasks to begin with.`)
  for (const { kind, why, paths } of left) {
    printer.print(`Left out for ${why}: ${kind} in ${paths.length} files.`)
  }
  const told = teller(showing)
  const rested = await runWatchedHost(showing.program, orderOf(home, showing), {
    told: ({ position, event }) => told.tell(position, event),
    asked: async (question) => await answer(showing, question),
    started: (pid, before) => told.started(pid, before),
    died: (signal) => told.died(signal),
  })
  printer.print('The same minds, tasks and seed once more, the way people do it today.')
  const today = await runUsual(home, plan, answers)
  const firm = countAccounts(told.events)
  for (const line of ['', ...accountLines(firm, today), '']) printer.print(line)
  await printer.flush()
  return { rested, plan, firm, today, recoveryMs: told.recoveryMs() }
}

const orderOf = (home: MinuteHome, { answers, seed }: Showing) => ({
  home: home.folder,
  ...(answers.lie === true ? { liar: liarOf(seed) } : {}),
  ...(answers.kill === true ? { kill: killPointOf(seed) } : {}),
})

interface Teller {
  readonly events: FirmEvent[]
  readonly tell: (position: number, event: FirmEvent) => void
  readonly started: (pid: number, before: number) => void
  readonly died: (signal: string) => void
  readonly recoveryMs: () => number | undefined
}

const teller = ({ printer, nowMs }: Showing): Teller => {
  const memory: Memory = emptyMemory()
  const events: FirmEvent[] = []
  let diedAt: number | undefined
  let recoveryMs: number | undefined
  return {
    events,
    tell: (position, event) => {
      if (diedAt !== undefined) {
        recoveryMs ??= Math.round(nowMs() - diedAt)
        diedAt = undefined
      }
      events.push(event)
      remember(memory, event, position)
      if (isTold(event))
        printer.print(`${String(position).padStart(5)}  ${sentenceOf(event, { memory })}`)
    },
    started: (pid, before) => {
      printer.print(
        `       ${before === 0 ? 'The host runs' : 'Another host runs'} as process ${pid}.`,
      )
    },
    died: (signal) => {
      diedAt = nowMs()
      printer.print(`       The host is dead (${signal}), in the middle of what it did.`)
    },
    recoveryMs: () => recoveryMs,
  }
}

const answer = async (showing: Showing, question: Question): Promise<unknown> => {
  const { person, secretKey } = showing
  switch (question.what) {
    case 'answer':
      return await person.answer(question.text, question.answers)
    case 'change':
      return await person.change(question.topic, question.now)
    case 'judge':
      return await person.judge(question.intent, question.preview)
    case 'sign': {
      const text = signedText('first-minute', { verb: question.verb, what: question.act })
      return bytesToHex(ed25519.sign(new TextEncoder().encode(text), secretKey))
    }
  }
}
