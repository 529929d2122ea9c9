/** Two FIRM_HOMEs on one machine that enact one protocol apart, each hosted by a real process that may be killed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Json, JsonObject } from '../../src/base/index.ts'
import { connectFirm, type FirmPlaces, firmPlaces } from '../../src/cli/open-firm/index.ts'
import { decodeEvent, readFromContent } from '../../src/host/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import { openFolderContent } from '../../src/ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'

const mainFile = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist/cli/main.js')

const examples = join(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
  'examples/two-firms',
)

/** The charter that the example shows, with the neighbour as it introduced itself. */
const charterText = (name: string, neighbours: string): string =>
  readFileSync(join(examples, `${name}.ts`), 'utf8').replace(
    /neighbours: [^]*\n {2}\},\n/,
    `neighbours: ${neighbours},\n`,
  )

/** One of the two firms, in a process of its own. */
export interface PairedFirm {
  readonly name: string
  readonly places: FirmPlaces
  /** Starts \`firm up\` and resolves once it answers. */
  readonly start: () => Promise<void>
  /** Ends its process by SIGKILL, wherever it is. */
  readonly kill: () => Promise<void>
  /** Opens work in the name of a member; false where nobody answers. */
  readonly act: (member: string, message: string, facts: JsonObject) => Promise<boolean>
  /** Every event of its ledger; its host must have ended. */
  readonly events: () => Promise<readonly FirmEvent[]>
  /** What `firm log` prints. */
  readonly log: () => string
  /** A value of an event with what stands in the firm's content. */
  readonly said: (value: Json) => Promise<Json>
}

/** Both firms, founded, each with the other's key in its charter. */
export interface FirmPair {
  readonly acme: PairedFirm
  readonly bolt: PairedFirm
  readonly remove: () => Promise<void>
}

/** Founds both, as their owners would: init, the charter written by hand, apply. */
export const foundPair = async (): Promise<FirmPair> => {
  const folder = mkdtempSync(join(tmpdir(), 'two firms '))
  writeFileSync(join(folder, 'pass'), 'a passphrase of this test\n')
  const introduced = Object.fromEntries(
    ['acme', 'bolt'].map((name) => [name, initSide(join(folder, name), name)]),
  )
  const acme = applySide(join(folder, 'acme'), 'acme', introduced['bolt'] ?? '')
  const bolt = applySide(join(folder, 'bolt'), 'bolt', introduced['acme'] ?? '')
  return {
    acme,
    bolt,
    remove: async () => {
      await acme.kill()
      await bolt.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Makes a firm on a repository of one commit; answers what its neighbours are to know. */
const initSide = (folder: string, name: string): string => {
  mkdirSync(folder)
  const git = (...words: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@there', ...words], {
      cwd: folder,
    })
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'Begin')
  runIn(folder, ['init', '--name', name, '--operator', 'ana'])
  return readFileSync(join(folder, 'home', 'neighbour.json'), 'utf8')
}

const applySide = (folder: string, name: string, neighbours: string): PairedFirm => {
  const places = firmPlaces(join(folder, 'home'))
  writeFileSync(places.charterFile, charterText(name, neighbours))
  copyFileSync(join(examples, 'deal.ts'), join(places.charterFolder, 'deal.ts'))
  runIn(folder, ['apply'])
  return pairedFirm(name, places)
}

const runIn = (folder: string, words: readonly string[]): void => {
  const passphrase = openSync(join(dirname(folder), 'pass'), 'r')
  try {
    execFileSync(process.execPath, [mainFile, ...words, '--passphrase-fd', '3'], {
      cwd: folder,
      env: variablesIn(join(folder, 'home')),
      stdio: ['ignore', 'ignore', 'inherit', passphrase],
    })
  } finally {
    closeSync(passphrase)
  }
}

const variablesIn = (home: string) => ({
  PATH: process.env['PATH'] ?? '',
  HOME: dirname(home),
  FIRM_HOME: home,
})

const pairedFirm = (name: string, places: FirmPlaces): PairedFirm => {
  let child: ChildProcess | undefined
  return {
    name,
    places,
    start: async () => {
      const env = variablesIn(places.home)
      child = spawn(process.execPath, [mainFile, 'up'], { cwd: places.home, env, stdio: 'ignore' })
      for (let tries = 0; tries < 600; tries += 1) {
        const client = await connectFirm(places.socket)
        if (client !== undefined) return await client.close()
        await wait(50)
      }
      throw new TypeError(`${name} does not come up`)
    },
    kill: async () => {
      const running = child
      child = undefined
      if (running === undefined || running.exitCode !== null) return
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      running.kill('SIGKILL')
      await gone
    },
    act: async (member, message, facts) => {
      const client = await connectFirm(places.socket)
      if (client === undefined) return false
      try {
        const order = { member, enactment: '', message, facts, opens: 'deal' }
        return (await client.call('act', order)).ok
      } catch {
        return false
      } finally {
        await client.close().catch(() => undefined)
      }
    },
    events: async () => {
      const store = await openSqliteStore(places.ledger)
      const events: FirmEvent[] = []
      for await (const entries of store.read(0)) {
        events.push(...entries.map(({ body }) => decodeEvent(body)))
      }
      await store.close()
      return events
    },
    log: () =>
      execFileSync(process.execPath, [mainFile, 'log'], {
        cwd: places.home,
        env: variablesIn(places.home),
        encoding: 'utf8',
      }),
    said: async (value) => {
      const content = await openFolderContent(places.content, () => new Uint8Array(32))
      const found = await readFromContent(content, value)
      await content.close()
      return found
    },
  }
}
