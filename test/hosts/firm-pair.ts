/** Two FIRM_HOMEs on one machine that enact one protocol apart, each hosted by a real process that may be killed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
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
import type { JsonObject } from '../../src/base/index.ts'
import { connectFirm, type FirmPlaces, firmPlaces } from '../../src/cli/open-firm/index.ts'
import { decodeEvent } from '../../src/host/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'

const mainFile = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist/cli/main.js')

const deal = `
import { code, firm, goal, id, oneOf, pass, person, protocol, script, text } from 'firm'

const deal = protocol('deal', {
  key: 'deal',
  roles: ['buyer', 'seller'],
  facts: { deal: id(), item: text(), price: text(), answer: oneOf({ yes: text(), no: text() }), parcel: text() },
  messages: {
    ask: { from: 'buyer', to: 'seller', out: ['deal', 'item'] },
    quote: { from: 'seller', to: 'buyer', in: ['item'], out: ['price'] },
    accept: { from: 'buyer', to: 'seller', in: ['item', 'price'], out: ['answer.yes'] },
    refuse: { from: 'buyer', to: 'seller', in: ['price'], out: ['answer.no'], ends: 'failed' },
    deliver: { from: 'seller', to: 'buyer', in: ['answer.yes', 'item'], out: ['parcel'], ends: 'completed' },
  },
})

const buyer = code(deal, 'buyer', {
  ask: () => pass('only who is asked to'),
  accept: ({ price }) => ({ answer: { yes: 'for ' + price } }),
  refuse: () => pass('everything is bought'),
})

const seller = code(deal, 'seller', {
  quote: ({ item }) => ({ price: 'a price of ' + item }),
  deliver: ({ item }) => ({ parcel: 'a parcel of ' + item }),
})
`

/** One side: what it is called, whom it employs, and who holds the other role. */
interface Side {
  readonly name: string
  readonly member: string
  readonly elsewhere: { readonly [role: string]: string }
}

const sides = {
  acme: {
    name: 'acme',
    member: "bea: script({ roles: ['buyer'] }, buyer)",
    elsewhere: { seller: 'bolt' },
  },
  bolt: {
    name: 'bolt',
    member: "sam: script({ roles: ['seller'] }, seller)",
    elsewhere: { buyer: 'acme' },
  },
} as const

const charterText = ({ name, member, elsewhere }: Side, neighbours: string): string => `${deal}
export default firm('${name}', {
  goal: goal('Deal well', { owner: 'ana', measure: 'ana says so' }),
  members: { ana: person({ roles: ['operator'] }), ${member} },
  protocols: [deal],
  apart: { deal: ${JSON.stringify(elsewhere)} },
  neighbours: ${neighbours},
})
`

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
    Object.keys(sides).map((name) => [name, initSide(join(folder, name), name)]),
  )
  const acme = applySide(join(folder, 'acme'), sides.acme, introduced['bolt'] ?? '')
  const bolt = applySide(join(folder, 'bolt'), sides.bolt, introduced['acme'] ?? '')
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

const applySide = (folder: string, side: Side, neighbours: string): PairedFirm => {
  const places = firmPlaces(join(folder, 'home'))
  writeFileSync(places.charterFile, charterText(side, neighbours))
  runIn(folder, ['apply'])
  return pairedFirm(side.name, places)
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
  }
}
