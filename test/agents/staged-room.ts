/** A firm whose members are windows, hosted in the process of the test, with its door open on loopback. */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FirmError, noFaults } from '../../src/base/index.ts'
import { findDoorPort, keepDoorKeys, newDoorToken } from '../../src/cli/firm-home/index.ts'
import { processSpace } from '../../src/cli/hooking/agent-process.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import {
  memberIdentity,
  openGitEnvironment,
  openWorkingTree,
} from '../../src/environments/git/index.ts'
import { openRepository } from '../../src/environments/git/reader/index.ts'
import { isAlive } from '../../src/environments/process/index.ts'
import {
  type OpenedDoor,
  type Host,
  type HostOptions,
  type DoorReply,
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
import { type DoorServer, serveDoor } from '../../src/server/door/index.ts'
import { doorCharter } from '../../src/testing/staged-door.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
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
  /** The firm's folder. */
  readonly home: string
  readonly port: number
  readonly token: string
  /** The operator rules on a topic, as `firm decide` does. */
  readonly decide: (topic: string, decided: string) => Promise<void>
  /** The operator adopts another goal. */
  readonly changeGoal: (text: string) => Promise<void>
  /** What the door replies to a window that no program is behind. */
  readonly take: (call: WindowCall) => Promise<DoorReply>
  /** Shuts the door as the death of its host does: nobody listens any more. */
  readonly shut: () => Promise<void>
  /** Opens it again where it was. */
  readonly reopen: () => Promise<void>
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
  if (!opened.ok) throw new RoomError(opened.message)
  const { host, close } = opened.value
  const { publicKey: operatorKey } = testOperator()
  await host.submit({ type: 'found-firm', firm: 'acme', operatorKey })
  await adopt(host, doorCharter({ seats }))
  const pace = startFreePace(host, (cause) => {
    throw cause
  })
  const door = await openDoor(host, {
    tree: await openWorkingTree(await openRepository(repository), options.clock),
    processes: { isAlive },
    closed: [home],
  })
  const keys = { port: await findDoorPort(), token: newDoorToken() }
  const { port, token } = keys
  keepDoorKeys(home, { port, tokens: { claude: token, codex: token, gemini: token } })
  let serving = await serve(door, keys, hooks)
  return {
    host,
    events,
    hooks,
    home,
    ...keys,
    decide: async (topic, decided) => await decideOn(host, topic, decided),
    changeGoal: async (goal) => {
      const charter = doorCharter({ seats })
      await adopt(host, { ...charter, goal: { ...charter.goal, text: goal } })
    },
    take: async (call) => await door.take(call),
    shut: async () => await serving.close(),
    reopen: async () => {
      serving = await serve(door, keys, hooks)
    },
    close: async () => {
      await serving.close()
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
  const what = afterLastAct(host.state, charterHash(charter))
  const signature = operator.sign('acme', { verb: 'apply', what })
  const adopted = await host.submit({ type: 'adopt-charter', charter, by: 'boss', signature })
  if (!adopted.ok) throw new RoomError(adopted.message)
}

const decideOn = async (host: Host, topic: string, decided: string): Promise<void> => {
  const facts = { question: `${topic}-${host.state.position}`, topic, decided }
  const verdict = await host.submit({
    type: 'act-as-member',
    member: 'boss',
    chosen: [{ enactment: '', opens: 'decision', message: 'rule', facts }],
    cites: [],
    verdicts: [],
    records: host.options.recollection.records(),
  })
  if (!verdict.ok) throw new RoomError(verdict.message)
}

/** Keeps what agents send, as it came, and reads it as usual. */
const recording = (codec: HookCodec, hooks: SentHook[]): HookCodec => ({
  ...codec,
  readHook: (input) => {
    hooks.push({ agent: codec.agent, text: String(input) })
    return codec.readHook(input)
  },
})

/** Where a door is, and what opens it. */
interface Keys {
  readonly port: number
  readonly token: string
}

const serve = async (
  door: OpenedDoor,
  { port, token }: Keys,
  hooks: SentHook[],
): Promise<DoorServer> => {
  const space = processSpace()
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
    ...(space === undefined ? {} : { processSpace: space }),
  })
  if (!served.ok) throw new RoomError(served.message)
  return served.value
}

/** The firm could not be staged. */
class RoomError extends FirmError {
  override readonly name = 'RoomError'

  constructor(why: string) {
    super('stage-failed', why, { hint: 'See what the host says.' })
  }
}
