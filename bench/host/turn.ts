/** Benchmark: a turn of a script on SQLite, from woken to durable, beside the flush of the same disk in the same run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host, HostOptions } from '../../src/host/index.ts'
import { startFreePace } from '../../src/host/index.ts'
import type { Mind } from '../../src/host/ports/index.ts'
import { afterLastAct, type CharterForm, charterHash } from '../../src/kernel/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import type { Store } from '../../src/ledger/index.ts'
import { scriptMind } from '../../src/minds/script/index.ts'
import { code, id, pass, protocol, text } from '../../src/protocol/index.ts'
import { staffed } from '../../src/testing/staged-firm.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import { probeFlushes } from '../ledger/probe-disk.ts'
import { bareOptions, openAlone } from './bare-host.ts'

const askCount = Number(process.argv[2] ?? 1_000)
const warmUpCount = 200
const goalMs = 1.5

const talk = protocol('talk', {
  key: 'topic',
  roles: ['asker', 'answerer'],
  facts: { topic: id(), question: text(), answer: text() },
  messages: {
    ask: { from: 'asker', to: 'answerer', out: ['topic', 'question'] },
    reply: { from: 'answerer', to: 'asker', in: ['question'], out: ['answer'], ends: 'completed' },
  },
})

const charter: CharterForm = {
  format: 1,
  name: 'acme',
  goal: { text: 'talk', owner: 'you', measure: 'none' },
  members: {
    you: staffed(['operator'], 'you'),
    ana: staffed(['asker'], 'ana'),
    bob: staffed(['answerer'], 'bob'),
  },
  protocols: { talk: talk.form },
  environments: {},
  policy: [],
  budgets: [],
  code: '',
}

const minds = (): ReadonlyMap<string, Mind> => {
  let asked = 0
  const ask = ():
    | { readonly topic: string; readonly question: string }
    | ReturnType<typeof pass> => {
    asked += 1
    return asked > askCount ? pass('all is asked') : { topic: `t${asked}`, question: 'why' }
  }
  return new Map([
    ['ana', scriptMind([code(talk, 'asker', { ask })])],
    ['bob', scriptMind([code(talk, 'answerer', { reply: () => ({ answer: 'therefore' }) })])],
  ])
}

const found = async (host: Host): Promise<void> => {
  const operator = testOperator()
  await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: operator.publicKey })
  const signature = operator.sign('acme', {
    verb: 'apply',
    what: afterLastAct(host.state, charterHash(charter)),
  })
  await host.submit({ type: 'adopt-charter', charter, by: 'you', signature })
}

/**
 * Collects what each turn took. Woken is the instant at which whoever opened the turn's reason was told that it is
 * durable: the event before the turn was opened. It ends when its message is durable.
 */
const watchTurns = (turns: number[]): HostOptions['told'] => {
  const opened = new Map<string, number>()
  let lastAtMs = performance.now()
  let lastPosition = 0
  return ({ event, entry }) => {
    const nowMs = performance.now()
    if (event.type === 'turn-opened') opened.set(event.turn, lastAtMs)
    if (event.type === 'message-sent') {
      const wokenMs = opened.get(event.turn ?? '')
      if (wokenMs !== undefined) turns.push(nowMs - wokenMs)
    }
    if (entry.position > lastPosition) lastAtMs = nowMs
    lastPosition = entry.position
  }
}

/** What one run measured. */
interface Run {
  readonly turns: readonly number[]
  readonly commitCount: number
  readonly cpuMs: number
}

const run = async (path: string): Promise<Run> => {
  const plain = await openSqliteStore(path)
  let commitCount = 0
  const store: Store = {
    ...plain,
    append: async (expected, entries) => {
      commitCount += 1
      return await plain.append(expected, entries)
    },
  }
  const bare = bareOptions(store)
  const turns: number[] = []
  const used = process.cpuUsage()
  const opened = await openAlone({
    ...bare,
    staff: { ...bare.staff, minds: minds() },
    told: watchTurns(turns),
  })
  await found(opened.host)
  const pace = startFreePace(opened.host, (cause) => {
    throw cause
  })
  await pace.idle()
  const { user, system } = process.cpuUsage(used)
  pace.stop()
  await opened.close()
  await store.close()
  return { turns, commitCount, cpuMs: (user + system) / 1000 }
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length * share)] ?? Number.NaN

const tell = (name: string, values: readonly number[]): void =>
  console.log(
    `${name}: p50 ${quantile(values, 0.5).toFixed(3)} ms, p90 ${quantile(values, 0.9).toFixed(3)}, p99 ${quantile(values, 0.99).toFixed(3)} (${values.length})`,
  )

const folder = mkdtempSync(join(tmpdir(), 'firm-bench-'))
// A small commit writes one page of the write-ahead file for each page that it changes, about two.
const probeBytes = 2 * 4120
const before = probeFlushes(folder, probeBytes, 1_000)
const { turns: all, commitCount, cpuMs } = await run(join(folder, 'ledger.db'))
const turns = all.slice(warmUpCount)
const after = probeFlushes(folder, probeBytes, 1_000)
rmSync(folder, { recursive: true })
const flushes = [...before, ...after]
tell('flush of the disk', flushes)
tell('turn, from woken to durable', turns)
console.log(
  `${(commitCount / all.length).toFixed(2)} commits and ${(cpuMs / all.length).toFixed(2)} ms of cpu a turn`,
)
const aboveMs = quantile(turns, 0.5) - quantile(flushes, 0.5)
console.log(`p50 above the flush: ${aboveMs.toFixed(3)} ms; the goal is ${goalMs}`)
