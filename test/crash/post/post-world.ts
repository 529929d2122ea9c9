/** Two firms in one process that may be killed: real ledgers, and nothing between them but their letterboxes. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, type Faults } from '../../../src/base/index.ts'
import {
  type HostOptions,
  openHost,
  type OpenedHost,
  startCorrespondence,
} from '../../../src/host/index.ts'
import { afterLastAct, charterHash } from '../../../src/kernel/index.ts'
import { openFolderContent } from '../../../src/ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../../src/ledger/drivers/sqlite/index.ts'
import { saltBytes, withContentFaults, withStoreFaults } from '../../../src/ledger/index.ts'
import { openLetterbox } from '../../../src/server/letterbox/index.ts'
import { stagedCharter } from '../../../src/testing/staged-firm.ts'
import { testFirm } from '../../../src/testing/test-firm.ts'
import { testOperator } from '../../../src/testing/test-operator.ts'
import { recollection } from '../world.ts'

/** The two. */
export type FirmName = 'acme' | 'bolt'

export const firmNames: readonly FirmName[] = ['acme', 'bolt']

/** Where a firm lives, below the folder of both. */
export const postHome = (folder: string, name: FirmName) => ({
  ledger: join(folder, name, 'ledger.db'),
  content: join(folder, name, 'content'),
  letters: join(folder, name, 'letters'),
})

/** What lies in a letterbox, drafts too. */
export const lyingIn = (letters: string): readonly string[] =>
  readdirSync(letters).filter((name) => name !== 'unreadable')

const bargain = `
  protocol bargain
  key bargain
  roles buyer seller
  ask: buyer > seller; out bargain item
  quote: seller > buyer; in item; out price
  accept: buyer > seller; in item price; out note; ends completed
`

const charterOf = (name: FirmName) =>
  stagedCharter({
    name,
    protocols: [bargain],
    members: { eve: [name === 'acme' ? 'buyer' : 'seller'] },
    apart: { bargain: name === 'acme' ? { seller: 'bolt' } : { buyer: 'acme' } },
  })

/** What both firms are opened with. */
export interface PostLife {
  readonly clock: Clock
  readonly faults: Faults
  readonly told: (firm: FirmName, told: Parameters<HostOptions['told']>[0]) => void
  /** Hears of what the post cannot do now, and of a host that is gone. */
  readonly failed: (cause: unknown) => void
}

/** A firm that is open, with its post. */
export interface PostedFirm {
  readonly name: FirmName
  readonly host: OpenedHost['host']
  readonly close: () => Promise<void>
}

/** Opens one of them, founded where it was not yet. */
export const openPosted = async (
  folder: string,
  name: FirmName,
  { clock, faults, told, failed }: PostLife,
): Promise<PostedFirm> => {
  const home = postHome(folder, name)
  mkdirSync(home.letters, { recursive: true })
  const store = withStoreFaults(await openSqliteStore(home.ledger), faults)
  const content = await openFolderContent(home.content, () => randomBytes(saltBytes))
  const opened = await openHost({
    name: `${name}-${process.pid}`,
    process: process.pid,
    clock,
    faults,
    store,
    content: withContentFaults(content, faults),
    staff: {
      minds: new Map(),
      schemaOf: () => undefined,
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map(),
    scratches: new Map(),
    recollection: recollection(),
    told: (what) => told(name, what),
  })
  if (!opened.ok) throw new TypeError(opened.message)
  const { host, lost, close } = opened.value
  void lost.then((why) => failed(new TypeError(`${name} is gone: ${why}`)))
  await found(host, name)
  const boxOf = (firm: string): string | undefined =>
    firm === 'acme' || firm === 'bolt' ? postHome(folder, firm).letters : undefined
  const wire = openLetterbox({ own: home.letters, boxOf, clock, faults, failed })
  const post = startCorrespondence(host, { wire, sign: testFirm(name).sign, failed })
  return {
    name,
    host,
    close: async () => {
      post.stop()
      await close()
      await store.close()
    },
  }
}

const found = async (host: OpenedHost['host'], name: FirmName): Promise<void> => {
  const operator = testOperator()
  const charter = charterOf(name)
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm: name, operatorKey: operator.publicKey })
  }
  if (host.state.charter !== undefined) return
  const what = afterLastAct(host.state, charterHash(charter))
  const signature = operator.sign(name, { verb: 'apply', what })
  await host.submit({ type: 'adopt-charter', charter, by: 'boss', signature })
}
