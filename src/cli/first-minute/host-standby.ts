/** A process that stands by with everything loaded until it is told to be the host of a first minute. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import process from 'node:process'
import { type Faults, present } from '../../base/index.ts'
import {
  companyMinds,
  companySchema,
  type Judgement,
  type MinutePlan,
  type Operator,
  runMinute,
} from '../../charters/first-minute/index.ts'
import { realClock } from '../../environments/clock/index.ts'
import { memberIdentity, openGitEnvironment, openGitScratch } from '../../environments/git/index.ts'
import { openRepository, type Repository } from '../../environments/git/reader/index.ts'
import { decodeEvent, openHost, openRecollection } from '../../host/index.ts'
import { openFeed } from '../../host/verbs/index.ts'
import { openFolderContent } from '../../ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../ledger/drivers/sqlite/index.ts'
import { saltBytes, type Store, withContentFaults, withStoreFaults } from '../../ledger/index.ts'
import { loadTokenCounter } from '../../memory/index.ts'
import { briefTokensMax, type MinuteHome, minuteHome } from './minute-home.ts'
import type { FromHost, HostOrder, Question, ToHost } from './relay.ts'
import { rest } from './rested-host.ts'

/** Stands by; once told to begin it is the host, and reaches the fault points of the order. */
export const standBy = (faultsOf: (order: HostOrder) => Faults): void => {
  liveWithWatcher()
  let ready: Promise<Ready> | undefined
  process.on('message', (message: ToHost) => {
    if (message.kind === 'stand-by') {
      ready = makeReady(message.home)
      // What fails is said by whoever begins with it.
      ready.catch(() => undefined)
    }
    if (message.kind === 'begin') void begin(ready, message.order, faultsOf(message.order))
  })
}

/** What stays the same whoever was host before. */
interface Ready {
  readonly home: MinuteHome
  readonly plan: MinutePlan
  readonly repository: Repository
  readonly countTokens: (text: string) => number
}

const makeReady = async (folder: string): Promise<Ready> => {
  const home = minuteHome(folder)
  const [plan, repository, countTokens] = await Promise.all([
    readFile(home.plan, 'utf8'),
    openRepository(home.repository),
    loadTokenCounter(),
    mkdir(home.scratch, { recursive: true }),
  ])
  return { home, plan: JSON.parse(plan) as MinutePlan, repository, countTokens }
}

const send = (message: FromHost): void => {
  process.send?.(message)
}

const relayedOperator = (): Operator => {
  const waiting = new Map<number, (value: unknown) => void>()
  let asked = 0
  process.on('message', (message: ToHost) => {
    if (message.kind === 'reply') waiting.get(message.id)?.(message.value)
  })
  const ask = async (question: Question): Promise<unknown> => {
    const id = (asked += 1)
    return await new Promise((resolve) => {
      waiting.set(id, resolve)
      send({ kind: 'asked', id, question })
    })
  }
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' ? value : undefined
  return {
    answer: async (question, answers) =>
      text(await ask({ what: 'answer', text: question, answers })),
    change: async (topic, now) => text(await ask({ what: 'change', topic, now })),
    judge: async (intent, preview) => (await ask({ what: 'judge', intent, preview })) as Judgement,
    sign: async (verb, act) => text(await ask({ what: 'sign', verb, act })) ?? '',
  }
}

// Ctrl-C reaches every process of the terminal; whoever watches this one decides, and its end is ours.
const liveWithWatcher = (): void => {
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => process.exit(0))
}

// A host may die after an event is durable and before anybody heard of it: the next one tells it.
const tellUnheard = async (store: Store, heard: number): Promise<void> => {
  for await (const entries of store.read(heard)) {
    for (const { position, body } of entries) {
      send({ kind: 'told', position, event: decodeEvent(body) })
    }
  }
}

const run = async (ready: Ready, order: HostOrder, faults: Faults): Promise<void> => {
  const { home, plan, repository, countTokens } = ready
  const clock = realClock()
  const identity = memberIdentity('firm')
  const store = withStoreFaults(await openSqliteStore(home.ledger), faults)
  const content = await openFolderContent(home.content, () => randomBytes(saltBytes))
  await tellUnheard(store, order.heard)
  const feed = openFeed()
  const recollection = openRecollection({ tokensMax: briefTokensMax, countTokens })
  let hasRested = false
  const opened = await openHost({
    name: order.name,
    process: process.pid,
    store,
    content: withContentFaults(content, faults),
    clock,
    faults,
    staff: {
      minds: companyMinds(order.liar),
      schemaOf: companySchema,
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map([['place', openGitEnvironment({ repository, identity, clock, faults })]]),
    scratches: new Map([
      ['place', openGitScratch({ repository, root: home.scratch, clock, faults })],
    ]),
    recollection,
    told: (told) => {
      // Who watches a host that rests asks for it over its socket, as everybody does.
      if (!hasRested) send({ kind: 'told', position: told.entry.position, event: told.event })
      feed.tell(told)
    },
  })
  if (!opened.ok) return send({ kind: 'failed', why: opened.message })
  await runMinute(opened.value.host, plan, relayedOperator())
  hasRested = true
  send({ kind: 'rested' })
  rest({ ...opened.value, feed, memory: recollection.memory }, home)
}

const begin = async (
  ready: Promise<Ready> | undefined,
  order: HostOrder,
  faults: Faults,
): Promise<void> => {
  try {
    await run(present(await ready, 'a home was named before'), order, faults)
  } catch (cause) {
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    send({ kind: 'failed', why })
    process.exitCode = 1
  }
}
