/** What a command left of a firm: its files, its ledger, and who may be its operator. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { firmPlaces } from '../../../src/cli/open-firm/index.ts'
import { readOperatorKey } from '../../../src/cli/operator-key/index.ts'
import { decodeEvent } from '../../../src/host/index.ts'
import { openSqliteStore } from '../../../src/ledger/drivers/sqlite/index.ts'
import { verify } from '../../../src/ledger/index.ts'
import { readAll } from '../../../src/testing/read-all.ts'
import type { ProgramPlace } from './program-stage.ts'

/** Everything by which two firms are compared; places, keys and hashes are left out of it. */
export interface ProgramAftermath {
  /** Every file of the home and of the charter. */
  readonly names: readonly string[]
  /** What the files of the charter say. */
  readonly charter: readonly string[]
  /** Who was a member in each version of the charter. */
  readonly adopted: readonly string[]
  readonly chainFits: boolean
  /** Whether the firm was founded once, by the key that lies there. */
  readonly isKeyHeld: boolean
  /** Whether neighbours are told of the firm's key. */
  readonly introduced: readonly string[]
}

/** Looks at a home that nobody hosts. */
export const lookAtProgram = async (place: ProgramPlace): Promise<ProgramAftermath> => {
  const { home, folder } = place
  const { charterFolder, ledger } = firmPlaces(home)
  const store = await openSqliteStore(ledger)
  const events = (await readAll(store)).map(({ body }) => decodeEvent(body))
  const verified = await verify(store)
  await store.close()
  const founded = events.filter((event) => event.type === 'firm-founded')
  const ofCharter = (await readdir(charterFolder)).toSorted()
  const texts = ofCharter.map(async (name) => await readFile(join(charterFolder, name), 'utf8'))
  const told = JSON.parse(await readFile(join(home, 'neighbour.json'), 'utf8')) as object
  return {
    names: [...(await namesIn(home)), ...ofCharter.map((name) => `charter: ${name}`)],
    charter: (await Promise.all(texts)).map((text) => text.replaceAll(folder, 'FOLDER')),
    adopted: events.flatMap((event) =>
      event.type === 'charter-adopted' ? [Object.keys(event.charter.members).join(' ')] : [],
    ),
    chainFits: verified.ok,
    isKeyHeld: founded.length === 1 && founded[0]?.operatorKey === readOperatorKey(home)?.publicKey,
    introduced: Object.keys(told),
  }
}

// Names of content are hashes, and the store's own files come and go. Kept code lies in content; whoever opens a firm may
// lay it out again, whole, below its hash.
const namesIn = async (home: string): Promise<readonly string[]> => {
  const found = await readdir(home, { recursive: true, withFileTypes: true })
  return found
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(home.length + 1))
    .map((name) => name.replaceAll(/[0-9a-f]{64}/g, 'HASH'))
    .filter((name) => !/^(?:content|ledger|code\/HASH\/)/.test(name))
    .toSorted()
}
