/**
 * The door of a hosted firm: open on loopback while somebody has joined, with the keys that lie in FIRM_HOME now. What
 * keeps it shut is a trouble that screens show, and is tried again.
 */
import { resolve } from 'node:path'
import { type Clock, FirmError, isJsonObject, later } from '../../base/index.ts'
import type { DoorKeys } from '../../api/door/index.ts'
import { openWorkingTree } from '../../environments/git/index.ts'
import { openRepository } from '../../environments/git/reader/index.ts'
import { isAlive } from '../../environments/process/index.ts'
import { type Host, openDoor, type OpenedDoor } from '../../host/index.ts'
import { claudeHooks, codexHooks, geminiHooks } from '../../minds/window/index.ts'
import { type DoorServer, serveDoor } from '../../server/door/index.ts'
import { readDoorKeys } from '../firm-home/index.ts'
import { processSpace } from '../hooking/index.ts'
import type { FirmPlaces } from './firm-places.ts'

/** What a door needs besides its host. */
export interface HostDoorNeeds {
  readonly places: FirmPlaces
  readonly clock: Clock
}

/** A door that is open whenever it can be, until it is stopped. */
export interface HostDoor {
  readonly stop: () => Promise<void>
}

/** How often the keys are read again, so that who joins or leaves needs no other host. */
const lookMs = 1_000

const codecs = { claude: claudeHooks, codex: codexHooks, gemini: geminiHooks }

/** Opens the door as soon as there are keys for it. */
export const startHostDoor = (host: Host, needs: HostDoorNeeds): HostDoor => {
  const { clock } = needs
  const gate = openGate(host, needs)
  let cancel = (): void => undefined
  let isStopped = false
  const look = async (): Promise<void> => {
    try {
      await gate.follow(readDoorKeys(needs.places.home))
      host.troubles.clear(tried.key)
    } catch (cause) {
      host.troubles.note(tried, cause)
    }
    if (!isStopped) cancel = clock.schedule(later(clock.now(), lookMs), again)
  }
  let looking = look()
  const again = (): void => {
    looking = look()
  }
  return {
    stop: async () => {
      isStopped = true
      cancel()
      await looking
      await gate.close()
    },
  }
}

const tried = { key: 'door', enactment: '', what: 'opening the door for windows' }

interface Gate {
  /** Is open at the port of these keys, with their tokens; closed where there are none. */
  readonly follow: (keys: DoorKeys | undefined) => Promise<void>
  readonly close: () => Promise<void>
}

const openGate = (host: Host, needs: HostDoorNeeds): Gate => {
  let tokens: DoorKeys['tokens'] = {}
  let door: OpenedDoor | undefined
  let served: { readonly port: number; readonly server: DoorServer } | undefined
  const shut = async (): Promise<void> => {
    const { server } = served ?? {}
    served = undefined
    await server?.close()
  }
  return {
    follow: async (keys) => {
      tokens = keys?.tokens ?? {}
      if (served !== undefined && served.port !== keys?.port) await shut()
      if (keys === undefined || served !== undefined) return
      door ??= await openRoom(host, needs)
      const space = processSpace()
      const opened = await serveDoor({
        port: keys.port,
        tokens: () => tokens,
        door,
        codecs,
        clock: needs.clock,
        ...(space === undefined ? {} : { processSpace: space }),
      })
      if (!opened.ok) throw new DoorShutError(opened.message, opened.hint)
      served = { port: keys.port, server: opened.value }
    },
    close: async () => {
      await shut()
      door?.close()
    },
  }
}

const openRoom = async (host: Host, { places, clock }: HostDoorNeeds): Promise<OpenedDoor> => {
  const folder = repositoryOf(host, places)
  return await openDoor(host, {
    tree: await openWorkingTree(await openRepository(folder), clock),
    processes: { isAlive },
    closed: [places.home],
  })
}

/** The repository whose paths windows lease: the environment of the protocol `edit`. */
const repositoryOf = ({ state }: Host, { charterFolder }: FirmPlaces): string => {
  const { charter } = state
  const [name = ''] = Object.keys(charter?.protocols['edit']?.environments ?? {})
  const form = charter?.environments[name]
  if (form?.['kind'] !== 'git') {
    throw new DoorShutError(
      'the charter has no protocol `edit` over a git repository',
      'Give `firm join`: it says which lines to add.',
    )
  }
  const { options } = form
  const path = isJsonObject(options) ? options['path'] : undefined
  return resolve(charterFolder, typeof path === 'string' ? path : '')
}

/** The door could not be opened. */
export class DoorShutError extends FirmError {
  override readonly name = 'DoorShutError'

  constructor(message: string, hint = '') {
    super('door-shut', message, { hint })
  }
}
