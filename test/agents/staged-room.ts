/** A firm whose members are windows, hosted in the process of the test, with its door open on loopback. */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { noFaults } from '../../src/base/index.ts'
import { findDoorPort, newDoorToken } from '../../src/cli/firm-home/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import {
  memberIdentity,
  openGitEnvironment,
  openWorkingTree,
} from '../../src/environments/git/index.ts'
import { openRepository } from '../../src/environments/git/reader/index.ts'
import { isAlive } from '../../src/environments/process/index.ts'
import {
  type Door,
  type Host,
  type HostOptions,
  openDoor,
  openHost,
  openRecollection,
  startFreePace,
  type WindowCall,
} from '../../src/host/index.ts'
import {
  afterLastAct,
  charterHash,
  type CharterForm,
  type FirmEvent,
} from '../../src/kernel/index.ts'
import { openFolderContent } from '../../src/ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { saltBytes } from '../../src/ledger/index.ts'
import { loadTokenCounter } from '../../src/memory/index.ts'
import { personMind } from '../../src/minds/person/index.ts'
import {
  claudeHooks,
  codexHooks,
  geminiHooks,
  type HookCodec,
  windowMind,
} from '../../src/minds/window/index.ts'
import { type AnySchema, git, text } from '../../src/protocol/index.ts'
import { decision, edit, presence } from '../../src/protocol/library/index.ts'
import { serveDoor } from '../../src/server/door/index.ts'
import { doorCharter } from '../../src/testing/staged-door.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import type { DoorPlace } from './door-settings.ts'
import type { SentHook } from './recorded-hooks.ts'

/** The agent of each seat, by its name. */
export type Seats = { readonly [seat: string]: WindowCall['agent'] }

/** A firm at its door. */
export interface StagedRoom {
  readonly host: Host
  /** Every event since the firm was founded. */
  readonly events: readonly FirmEvent[]
  /** What agents sent, as it came, in order. */
  readonly hooks: readonly SentHook[]
  readonly place: DoorPlace
  readonly close: () => Promise<void>
}

const ruling = decision.with({ facts: { proposal: text(), decided: text() } })

const facts: { readonly [protocol: string]: { readonly [fact: string]: AnySchema } } = {
  window: presence.facts,
  edit: edit({ place: git('.') }).facts,
  decision: ruling.facts,
}

/** Opens the firm in a folder, for the windows that work in a repository. */
export const openStagedRoom = async (
  folder: string,
  repository: string,
  seats: Seats,
): Promise<StagedRoom> => {
  const events: FirmEvent[] = []
  const hooks: SentHook[] = []
  const home = join(folder, 'firm home')
  await mkdir(home)
  const { options, closing } = await optionsIn(home, repository, { seats, events })
  const opened = await openHost(options)
  if (!opened.ok) throw new TypeError(opened.message)
  const { host, close } = opened.value
  await adopt(host, doorCharter({ seats }))
  const pace = startFreePace(host, (cause) => {
    throw cause
  })
  const door = await openDoor(host, {
    tree: await openWorkingTree(await openRepository(repository)),
    processes: { isAlive },
    closed: [home],
  })
  const served = await serve(door, hooks)
  return {
    host,
    events,
    hooks,
    place: served.place,
    close: async () => {
      await served.close()
      door.close()
      pace.stop()
      await close()
      await closing()
    },
  }
}

interface Staged {
  readonly seats: Seats
  readonly events: FirmEvent[]
}

const optionsIn = async (
  home: string,
  folder: string,
  { seats, events }: Staged,
): Promise<{ readonly options: HostOptions; readonly closing: () => Promise<void> }> => {
  const store = await openSqliteStore(join(home, 'ledger.db'))
  const content = await openFolderContent(join(home, 'content'), () => randomBytes(saltBytes))
  const clock = realClock()
  const repository = await openRepository(folder)
  const identity = memberIdentity('firm')
  const options: HostOptions = {
    name: 'h1',
    process: process.pid,
    store,
    content,
    clock,
    faults: noFaults,
    recollection: openRecollection({ tokensMax: 4000, countTokens: await loadTokenCounter() }),
    staff: {
      minds: new Map([
        ['boss', personMind()],
        ...Object.keys(seats).map((seat) => [seat, windowMind()] as const),
      ]),
      schemaOf: (protocol, fact) => facts[protocol]?.[fact],
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map([['place', openGitEnvironment({ repository, identity, clock })]]),
    scratches: new Map(),
    told: ({ event }) => void events.push(event),
  }
  const closing = async (): Promise<void> => {
    await store.close()
    await content.close()
  }
  return { options, closing }
}

const adopt = async (host: Host, charter: CharterForm): Promise<void> => {
  const operator = testOperator()
  await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: operator.publicKey })
  const what = afterLastAct(host.state, charterHash(charter))
  const signature = operator.sign('acme', { verb: 'apply', what })
  const adopted = await host.submit({ type: 'adopt-charter', charter, by: 'boss', signature })
  if (!adopted.ok) throw new TypeError(adopted.message)
}

/** Keeps what agents send, as it came, and reads it as usual. */
const recording = (codec: HookCodec, hooks: SentHook[]): HookCodec => ({
  ...codec,
  readHook: (input) => {
    hooks.push({ agent: codec.agent, text: String(input) })
    return codec.readHook(input)
  },
})

const serve = async (
  door: Door,
  hooks: SentHook[],
): Promise<{
  readonly place: StagedRoom['place']
  readonly close: () => Promise<void>
}> => {
  const port = await findDoorPort()
  const token = newDoorToken()
  const served = await serveDoor({
    port,
    tokens: () => ({ claude: token, codex: token, gemini: token }),
    door,
    codecs: {
      claude: recording(claudeHooks, hooks),
      codex: recording(codexHooks, hooks),
      gemini: recording(geminiHooks, hooks),
    },
    clock: realClock(),
  })
  if (!served.ok) throw new TypeError(served.message)
  const command = (name: string): string =>
    `curl -s -m 5 -H 'firm-token: ${token}' -H 'content-type: application/json' --data-binary @- http://127.0.0.1:${port}/door/${name}`
  return { place: { port, token, command }, close: served.value.close }
}
