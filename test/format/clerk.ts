/** Writes the events of a firm on the kernel alone: every command is answered at once, and a refused one is a mistake. */
import { type Instant, type JsonObject, parseInstant, present } from '../../src/base/index.ts'
import {
  afterLastAct,
  type Command,
  emptyState,
  type FirmEvent,
  type FirmState,
  handle,
  type SignedAct,
} from '../../src/kernel/index.ts'
import { testOperator } from '../../src/testing/test-operator.ts'

/** A command without its stamp. */
export type CommandBody = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'host'>
    : never
  : never

/** A firm that is being written. */
export interface Clerk {
  readonly state: FirmState
  readonly events: readonly FirmEvent[]
  /** Runs a command; throws where it is refused, unless the refusal is what is wanted. */
  readonly run: (body: CommandBody, refusal?: string) => void
  /** A turn that opens and commits one message; what it would open is named where it opens something. */
  readonly say: (said: Said) => void
  readonly wait: (ms: number) => void
  readonly sign: (act: SignedAct) => string
  /** A signature that is good once, after the operator's last act. */
  readonly signNow: (verb: string, what: string) => string
}

/** What a member says. */
export interface Said {
  readonly by: string
  readonly in?: string
  readonly opens?: string
  readonly message: string
  readonly facts?: JsonObject
  /** What the turn was refused with, where that is wanted. */
  readonly refused?: string
}

const beganAt = present(parseInstant(Date.UTC(2026, 0, 5, 9)), 'the first second of the ledger')

/** What each turn of the fixture used. */
const use = {
  ms: 1_200,
  briefBytes: 900,
  briefTokens: { task: 120, memory: 60, handOff: 30, menu: 20, repeated: 0 },
  tokensIn: 400,
  tokensOut: 50,
  moneyMillionths: 1_500,
  currency: 'USD',
}

/** A clerk with an empty book. */
export const openClerk = (): Clerk => {
  const state = emptyState()
  const events: FirmEvent[] = []
  const operator = testOperator()
  let now: number = beganAt
  const run: Clerk['run'] = (body, refusal) => {
    now += 1_000
    const verdict = handle(state, { ...body, at: now as Instant, host: 'h1' } as Command)
    events.push(...verdict.events)
    const why = verdict.ok ? undefined : verdict.why
    if (why !== refusal)
      throw new Error(`${body.type}: ${why ?? 'done'}: ${verdict.ok ? '' : verdict.message}`)
  }
  const say: Clerk['say'] = ({ by, in: enactment = '', opens, message, facts = {}, refused }) => {
    run({ type: 'open-turn', member: by, enactment })
    const turn = events.findLast((event) => event.type === 'turn-opened')
    const chosen = { enactment, message, facts, ...(opens === undefined ? {} : { opens }) }
    const judged = { cites: [], noted: [], use, verdicts: [], records: [], unfenced: false }
    run({ type: 'commit-turn', turn: turn?.turn ?? '', chosen: [chosen], ...judged }, refused)
  }
  const sign: Clerk['sign'] = (act) => operator.sign(state.name, act)
  return {
    state,
    events,
    run,
    say,
    wait: (ms) => {
      now += ms
    },
    sign,
    signNow: (verb, what) => sign({ verb, what: afterLastAct(state, what) }),
  }
}
