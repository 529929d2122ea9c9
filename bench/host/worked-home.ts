/** The FIRM_HOME of a firm that has worked, with its code: founded by the program, its work written by the kernel. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { present } from '../../src/base/index.ts'
import { firmPlaces, openFirm, type OpenedFirm } from '../../src/cli/open-firm/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import { openCharterLoader } from '../../src/host/charter/index.ts'
import { decodeEvent } from '../../src/host/index.ts'
import { afterLastAct, charterHash, type FirmEvent } from '../../src/kernel/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { stageOn } from '../../src/testing/staged-firm.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import { type Worked, writeWorkedLedger } from './worked-ledger.ts'

const charterText = `
import { files, firm, goal, id, member, oneOf, person, protocol, stands, text } from 'firm'
import { z } from 'zod'

const repo = files('.')
const Spec = z.object({ area: z.string(), paths: z.array(z.string()) })
const Report = z.object({ note: z.string() })

const change = protocol('change', {
  key: 'work',
  under: ['answer/{spec.area}'],
  roles: ['lead', 'engineer', 'reviewer'],
  environments: { repo },
  facts: {
    work: id(), spec: Spec, engineer: member(), plan: text(), commit: text(),
    verdict: oneOf({ meets: Report, fails: Report }),
  },
  messages: {
    offer: { from: 'lead', to: 'engineer', out: ['work', 'spec', 'engineer'] },
    decline: { from: 'engineer', to: 'lead', in: ['spec'], not: ['plan'], ends: 'failed' },
    accept: { from: 'engineer', to: 'lead', in: ['spec'], out: ['plan'], lease: 'spec.paths' },
    deliver: { from: 'engineer', to: 'reviewer', in: ['spec', 'plan'], out: ['commit'] },
    judge: { from: 'reviewer', to: 'lead', in: ['spec', 'commit'], out: ['verdict'] },
    redo: {
      from: 'lead', to: 'engineer', in: ['verdict.fails'],
      round: { from: 'offer', keep: ['spec'], max: 3, then: 'failed' },
    },
    merge: {
      from: 'lead', to: 'repo', in: ['verdict.meets', 'commit'],
      does: repo.remove('commit'), ends: 'completed',
    },
  },
})

const question = protocol('question', {
  key: 'topic',
  roles: ['asker', 'owner'],
  facts: { topic: id(), area: id(), answer: stands(text(), 'answer/{area}') },
  messages: {
    ask: { from: 'asker', to: 'owner', out: ['topic', 'area'] },
    settle: { from: 'owner', to: 'asker', in: ['topic'], out: ['answer'], ends: 'completed' },
  },
})

export default firm('acme', {
  goal: goal('ship', { owner: 'boss', measure: 'tests pass' }),
  members: {
    boss: person({ roles: ['operator'] }),
    lea: person({ roles: ['lead', 'asker'] }),
    eve: person({ roles: ['engineer'] }),
    bob: person({ roles: ['engineer'] }),
    rob: person({ roles: ['reviewer', 'owner'] }),
  },
  protocols: [change, question],
  policy: [],
})
`

const root = fileURLToPath(new URL('../..', import.meta.url))
const loader = openCharterLoader(new URL('../../src/index.ts', import.meta.url))

/** Opens the firm of a home as the program does; whatever is amiss ends the benchmark. */
export const openHome = async (home: string): Promise<OpenedFirm> => {
  const opened = await openFirm({
    places: firmPlaces(home),
    loader,
    clock: realClock(),
    variables: {},
    founding: true,
    warn: (amiss) => {
      throw amiss
    },
  })
  if (!opened.ok) throw new RangeError(opened.message)
  return opened.value
}

/** Makes a home in this new folder. Its flushes are not what is measured, so it is made in memory where that can be. */
export const makeWorkedHome = async (home: string, worked: Worked): Promise<void> => {
  const making = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'firm-bench-'))
  const { charterFolder, charterFile, ledger } = firmPlaces(making)
  mkdirSync(charterFolder)
  writeFileSync(charterFile, charterText)
  symlinkSync(join(root, 'node_modules'), join(making, 'node_modules'))
  await found(making)
  await writeWorkedLedger(ledger, worked, stageOn(await eventsIn(ledger)))
  // Opening replays; closing keeps the snapshot.
  await (await openHome(making)).close()
  cpSync(making, home, { recursive: true })
  rmSync(making, { recursive: true })
}

const found = async (home: string): Promise<void> => {
  const { desk, host, close } = await openHome(home)
  const operator = testOperator()
  await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: operator.publicKey })
  const loaded = await loader.load(firmPlaces(home).charterFile)
  const charter = present(loaded.ok ? loaded.value : undefined, 'the charter loads')
  const hash = charterHash(charter.firm.form)
  const what = afterLastAct(host.state, hash)
  const signature = operator.sign('acme', { verb: 'apply', what })
  const adopted = await desk.adopt({ by: 'boss', signature, hash })
  if (!adopted.ok) throw new RangeError(adopted.message)
  await close()
}

const eventsIn = async (ledger: string): Promise<readonly FirmEvent[]> => {
  const store = await openSqliteStore(ledger)
  const events: FirmEvent[] = []
  for await (const batch of store.read(0)) {
    for (const { body } of batch) events.push(decodeEvent(body))
  }
  await store.close()
  return events
}
