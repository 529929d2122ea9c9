/** Benchmark: what a turn of a script costs in a host on a store in memory, the more work is open beside it. */
import type { Host } from '../../src/host/index.ts'
import { startFreePace } from '../../src/host/index.ts'
import type { Mind } from '../../src/host/ports/index.ts'
import { afterLastAct, type CharterForm, charterHash } from '../../src/kernel/index.ts'
import { createMemoryStorage, openMemoryStore } from '../../src/ledger/drivers/memory/index.ts'
import { scriptMind } from '../../src/minds/script/index.ts'
import { code, id, pass, protocol, text } from '../../src/protocol/index.ts'
import { staffed } from '../../src/testing/staged-firm.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import { bareOptions, openAlone } from './bare-host.ts'

const turnCount = 400
const openCounts = [10, 1_000, 10_000] as const

const talk = protocol('talk', {
  key: 'topic',
  roles: ['asker', 'answerer'],
  facts: { topic: id(), question: text(), answer: text() },
  messages: {
    ask: { from: 'asker', to: 'answerer', out: ['topic', 'question'] },
    reply: { from: 'answerer', to: 'asker', in: ['question'], out: ['answer'], ends: 'completed' },
  },
})

/** The same, answered by a person, who does not come. */
const petition = protocol('petition', {
  key: 'topic',
  roles: ['asker', 'judge'],
  facts: { topic: id(), question: text(), answer: text() },
  messages: {
    plead: { from: 'asker', to: 'judge', out: ['topic', 'question'] },
    rule: { from: 'judge', to: 'asker', in: ['question'], out: ['answer'], ends: 'completed' },
  },
})

const charter: CharterForm = {
  format: 1,
  name: 'acme',
  goal: { text: 'talk', owner: 'you', measure: 'none' },
  members: {
    you: { ...staffed(['operator', 'judge'], 'you'), mind: { kind: 'person', options: {} } },
    ana: staffed(['asker'], 'ana'),
    bob: staffed(['answerer'], 'bob'),
    eve: staffed(['answerer'], 'eve'),
  },
  protocols: { talk: talk.form, petition: petition.form },
  environments: {},
  policy: [],
  budgets: [],
  code: '',
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

const openOne = async (host: Host, opens: 'talk' | 'petition', topic: string): Promise<void> => {
  await host.submit({
    type: 'act-as-member',
    member: 'ana',
    chosen: [
      {
        enactment: '',
        opens,
        message: opens === 'talk' ? 'ask' : 'plead',
        facts: { topic, question: 'why' },
      },
    ],
    cites: [],
    verdicts: [],
    records: [],
  })
}

/** Asks one after another while the rest stays open, or lets the answerers work off what is open. */
const minds = (asks: number): { readonly all: ReadonlyMap<string, Mind>; taken: () => number } => {
  let asked = 0
  let taken = 0
  const ask = ():
    | { readonly topic: string; readonly question: string }
    | ReturnType<typeof pass> => {
    taken += 1
    asked += 1
    return asked > asks ? pass('all is asked') : { topic: `t${asked}`, question: 'why' }
  }
  const reply = (): { readonly answer: string } => {
    taken += 1
    return { answer: 'therefore' }
  }
  const answerer = (): Mind => scriptMind([code(talk, 'answerer', { reply })])
  const all = new Map([
    ['ana', scriptMind([code(talk, 'asker', { ask })])],
    ['bob', answerer()],
    ['eve', answerer()],
  ])
  return { all, taken: () => taken }
}

/** CPU of one turn in microseconds, with this much open that waits for a person, or for the answerers themselves. */
const measure = async (waitsFor: 'person' | 'script', openCount: number): Promise<number> => {
  const bare = bareOptions(openMemoryStore(createMemoryStorage()))
  const { all, taken } = minds(waitsFor === 'person' ? turnCount / 2 : 0)
  const opened = await openAlone({ ...bare, staff: { ...bare.staff, minds: all } })
  const { host } = opened
  await found(host)
  const opens = waitsFor === 'person' ? 'petition' : 'talk'
  for (let count = 0; count < openCount; count += 1) await openOne(host, opens, `open-${count}`)
  const used = process.cpuUsage()
  const pace = startFreePace(host, (cause) => {
    throw cause
  })
  const idle = pace.idle()
  const stop = new Promise<void>((resolve) => {
    host.onChange(() => {
      if (taken() < turnCount) return
      pace.stop()
      resolve()
    })
  })
  await Promise.race([idle, stop])
  pace.stop()
  const { user, system } = process.cpuUsage(used)
  await pace.idle()
  await opened.close()
  return (user + system) / taken()
}

for (const waitsFor of ['person', 'script'] as const) {
  for (const openCount of openCounts) {
    const us = await measure(waitsFor, openCount)
    console.log(`${openCount} open for a ${waitsFor}: ${us.toFixed(0)} us of cpu a turn`)
  }
}
