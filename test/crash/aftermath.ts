/** What a firm left behind: its events, and what really happened in the world, so that the two can be compared. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  openRepository,
  readGitText,
  readHistory,
} from '../../src/environments/git/reader/index.ts'
import { decodeEvent } from '../../src/host/index.ts'
import { emptyState, evolve, type FirmEvent, type FirmState } from '../../src/kernel/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { verify } from '../../src/ledger/index.ts'
import { readAll } from '../../src/testing/read-all.ts'
import { ringsOf } from './bell.ts'
import { chainLines } from './chain.ts'
import { crashHome } from './crash-home.ts'

/** Everything that can be told apart afterwards. */
export interface Aftermath {
  readonly events: readonly FirmEvent[]
  readonly state: FirmState
  /** Hashes by position, from 1. */
  readonly hashes: readonly string[]
  readonly chainFits: boolean
  /** Keys of effects by the merge commits and reverts that carry them, in order; a key twice happened twice. */
  readonly merged: readonly string[]
  readonly reverted: readonly string[]
  readonly rung: readonly string[]
  /** What came into the chain and fell out of it, in order. */
  readonly chained: readonly string[]
  /** The tree of the firm's branch, and the files of the folder with what stands in them. */
  readonly tree: string
  readonly files: readonly string[]
}

/** Looks at a home that nobody hosts. */
export const lookAt = async (folder: string): Promise<Aftermath> => {
  const home = crashHome(folder)
  const store = await openSqliteStore(home.ledger)
  const entries = await readAll(store)
  const verified = await verify(store)
  await store.close()
  const events = entries.map(({ body }) => decodeEvent(body))
  const state = emptyState()
  for (const event of events) evolve(state, event)
  const repository = await openRepository(home.repository)
  const history = await readHistory(repository, 'firm/main', { firstParent: true })
  const carried = (trailer: string): readonly string[] =>
    history.flatMap(({ message }) =>
      [...message.matchAll(new RegExp(`^${trailer}: (.*)$`, 'gm'))].map(([, key = '']) => key),
    )
  return {
    events,
    state,
    hashes: entries.map(({ hash }) => hash),
    chainFits: verified.ok,
    merged: carried('Firm-Effect'),
    reverted: carried('Firm-Undoes'),
    rung: ringsOf(home.bells),
    chained: chainLines(home.chain),
    tree: await readGitText(repository, ['rev-parse', 'firm/main^{tree}']),
    files: await filesIn(home.files),
  }
}

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = found
    .filter((file) => file.isFile())
    .map(async ({ parentPath, name }) => {
      const text = await readFile(join(parentPath, name), 'utf8')
      return `${join(parentPath, name).slice(folder.length)}: ${text}`
    })
  return (await Promise.all(texts)).toSorted()
}
