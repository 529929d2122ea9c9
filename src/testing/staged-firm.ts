/** A firm on the kernel alone, for tests: members act by name, and every event is kept. */
import { canonicalCopy, type Instant, type JsonObject } from '../base/index.ts'
import {
  type CharterForm,
  type Command,
  emptyState,
  evolve,
  type FirmEvent,
  type FirmState,
  handle,
  type MemberForm,
  type PolicyLine,
  type Verdict,
} from '../kernel/index.ts'
import { testFirm } from './test-firm.ts'
import { terseForm } from './terse-form.ts'

/** A member's form with nothing but its roles; its principal is its name unless one is given. */
export const staffed = (roles: readonly string[], principal: string): MemberForm => ({
  principal,
  roles,
  mind: { kind: 'script', options: {} },
  turnCost: {},
  turnsAtOnce: 1,
  kinship: [],
})

/** What the staged firm is made of. */
export interface Staging {
  /** The firm's name; `acme` unless told. */
  readonly name?: string
  /** The operator's public key; none unless a test signs. */
  readonly operatorKey?: string
  readonly apart?: CharterForm['apart']
  readonly environments?: CharterForm['environments']
  readonly protocols: readonly string[]
  /** Roles by member; `boss` is the operator unless listed. */
  readonly members: { readonly [name: string]: readonly string[] }
  readonly policy?: readonly PolicyLine[]
  readonly under?: readonly string[]
  /** Templates of standing facts by fact. */
  readonly stands?: { readonly [fact: string]: string }
  readonly budgets?: CharterForm['budgets']
}

/** A charter of the staging. */
export const stagedCharter = (staging: Staging): CharterForm => {
  const forms = staging.protocols.map((text) => {
    const form = terseForm(text)
    const under = (staging.under ?? []).map((scope) => ({ scope, all: false }))
    const facts = Object.entries(form.facts).map(([name, fact]) => {
      const stands = staging.stands?.[name]
      return [name, stands === undefined ? fact : { ...fact, stands }] as const
    })
    return [form.name, { ...form, facts: Object.fromEntries(facts), under }] as const
  })
  const members = { boss: ['operator'], ...staging.members }
  return {
    format: 1,
    name: staging.name ?? 'acme',
    goal: { text: 'ship', owner: 'boss', measure: 'tests pass' },
    members: Object.fromEntries(
      Object.entries(members).map(([name, roles]) => [name, staffed(roles, name)]),
    ),
    protocols: Object.fromEntries(forms),
    environments: staging.environments ?? {},
    ...(staging.apart === undefined ? {} : apartIn(staging.apart)),
    policy: staging.policy ?? [],
    budgets: staging.budgets ?? [],
    code: '',
  }
}

/** Every firm that holds a role elsewhere, with the key that tests know. */
const apartIn = (
  apart: NonNullable<CharterForm['apart']>,
): Pick<CharterForm, 'apart' | 'neighbours'> => {
  const firms = new Set(Object.values(apart).flatMap((roles) => Object.values(roles)))
  const neighbours = [...firms].map((firm) => {
    const key = testFirm(firm).publicKey
    return [firm, { key, letterbox: `../${firm}/letters` }] as const
  })
  return { apart, neighbours: Object.fromEntries(neighbours) }
}

/** A firm whose every command is answered at once. */
export interface StagedFirm {
  readonly state: FirmState
  readonly events: FirmEvent[]
  readonly run: (command: CommandBody) => Verdict
  /** Opens a turn and commits one message in it; the answer is that of the commit. */
  readonly say: (member: string, where: string, message: string, facts?: JsonObject) => Verdict
  readonly open: (member: string, protocol: string, message: string, facts: JsonObject) => Verdict
  readonly settle: (outcome?: 'done' | 'failed') => Verdict
  /** Another charter is adopted; its signature is left to tests of its own. */
  readonly adopt: (charter: CharterForm) => void
  /** Lets time pass before the next command. */
  readonly wait: (ms: number) => void
  /** The types of the events since the mark was set. */
  readonly since: () => string[]
}

/** A command without its stamp. */
export type CommandBody = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'host'>
    : never
  : never

const foundingOf = (staging: Staging, at: Instant): readonly FirmEvent[] => {
  const { name: firm = 'acme', operatorKey = '' } = staging
  const charter = stagedCharter(staging)
  return [
    { type: 'firm-founded', at, format: 1, firm, operatorKey },
    { type: 'charter-adopted', at, version: 1, charter, by: 'boss' },
  ]
}

/** Founds and charters a staged firm; signatures are left to tests of their own. */
export const stageFirm = (staging: Staging): StagedFirm =>
  stageOn(foundingOf(staging, 1_000 as Instant))

/** Stages what goes on from these events: all of a firm's since its beginning, kept before those that come. */
export const stageOn = (before: readonly FirmEvent[]): StagedFirm => {
  const state = emptyState()
  const events: FirmEvent[] = []
  let mark = 0
  const run = (body: CommandBody): Verdict => {
    now += 1_000
    const verdict = handle(state, { ...body, at: now as Instant, host: 'h1' } as Command)
    events.push(...verdict.events)
    return verdict
  }
  const keep = (decided: FirmEvent): void => {
    const event = canonicalCopy(decided)
    evolve(state, event)
    events.push(event)
  }
  for (const event of before) keep(event)
  let now: number = state.at
  mark = events.length
  const commit = (member: string, enactment: string, chosen: JsonObject): Verdict => {
    const opened = run({ type: 'open-turn', member, enactment })
    const turn = opened.events.find((event) => event.type === 'turn-opened')
    if (!opened.ok || turn === undefined) return opened
    return run({
      type: 'commit-turn',
      turn: turn.turn,
      chosen: [chosen as never],
      cites: [],
      noted: [],
      use: { ms: 1 },
      verdicts: [],
      records: [],
      unfenced: false,
    })
  }
  return {
    state,
    events,
    run,
    say: (member, enactment, message, facts = {}) =>
      commit(member, enactment, { enactment, message, facts }),
    open: (member, protocol, message, facts) =>
      commit(member, '', { enactment: '', message, facts, opens: protocol }),
    settle: (outcome = 'done') => {
      const [effect = ''] = [...state.effects.keys()]
      return run({ type: 'settle-effect', effect, outcome, receipt: {} })
    },
    adopt: (charter) => {
      const version = state.charterVersion + 1
      keep({ type: 'charter-adopted', at: now as Instant, version, charter, by: 'boss' })
    },
    wait: (ms) => {
      now += ms
    },
    since: () => {
      const types = events.slice(mark).map((event) => event.type)
      mark = events.length
      return types
    },
  }
}
