/** Reaches the firm of a home: by its running host, by a host that is started, or in this process. */
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { accepted, FirmError, type Outcome } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import { NoFirmError } from '../firm-home/index.ts'
import type { FirmNeeds } from './open-firm.ts'
import { connectFirm } from './socket-wire.ts'
import { startHost } from './start-host.ts'

/** What reaching needs: what opening does, and the address of the package's own face. */
export interface ReachNeeds extends Omit<FirmNeeds, 'stop' | 'founding'> {
  readonly program: URL
}

const patienceMs = 20_000
const lookAgainMs = 50

/**
 * A client for one command. Where no host runs, this process becomes one until the client is closed; it lets
 * nobody think meanwhile.
 */
export const reachFirm = async (needs: ReachNeeds): Promise<FirmClient> => {
  const { places } = needs
  if (!existsSync(places.ledger)) throw new NoFirmError(places.home)
  for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
    const client = await connectFirm(places.socket)
    if (client !== undefined) return client
    const opened = await openHere(needs)
    if (opened.ok) return opened.value
    if (waitedMs >= patienceMs) throw new HostBusyError(opened.message)
    await wait(lookAgainMs)
  }
}

/** Hosting is loaded for this alone: who finds a host that runs needs nothing of it. */
const openHere = async (needs: ReachNeeds): Promise<Outcome<FirmClient, 'held'>> => {
  const { openFirm } = await import('./open-firm.ts')
  const { localClient } = await import('./local-client.ts')
  const opened = await openFirm(needs)
  return opened.ok ? accepted(localClient(opened.value.desk, opened.value.close)) : opened
}

/** A client of a host that goes on after this command; one is started where none runs. */
export const reachHost = async (needs: ReachNeeds): Promise<FirmClient> => {
  const { places } = needs
  if (!existsSync(places.ledger)) throw new NoFirmError(places.home)
  const running = await connectFirm(places.socket)
  if (running !== undefined) return running
  const { home } = places
  let child = startHost({ ...needs, home })
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookAgainMs) {
    await wait(lookAgainMs)
    const client = await connectFirm(places.socket)
    if (client !== undefined) return client
    const code = child.exitCode()
    // One that ended well found another program hosting: a host, or a command that is soon done.
    if (code === 0) child = startHost({ ...needs, home })
    else if (code !== undefined) break
  }
  if (!hasRoom(places.home)) throw new NoRoomError(places.home)
  throw new HostNotStartedError(lastLines(places.hostLog), places.hostLog)
}

/** Less than this is no room for a host: its ledger, its lock and what it has to say. */
const roomBytesMin = 256 * 1024

/** A host that had no room could not write down why it ended either. */
const hasRoom = (home: string): boolean => {
  const { bavail, bsize } = statfsSync(home)
  return bavail * bsize >= roomBytesMin
}

const lastLines = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-3).join('; ') : ''

/** Somebody hosts this firm and answers nobody. */
export class HostBusyError extends FirmError {
  override readonly name = 'HostBusyError'

  constructor(said: string) {
    super('not-now', `another program hosts this firm and does not answer: ${said}`, {
      hint: 'Wait until it has ended, or end it; nothing was changed.',
    })
  }
}

/** The disk of the firm is full, so no host could begin. */
export class NoRoomError extends FirmError {
  override readonly name = 'NoRoomError'

  constructor(home: string) {
    super('disk-full', `the host did not start: the disk that holds ${home} is full`, {
      hint: 'Free some space and give the same command again; nothing is lost, and nothing was half done.',
      data: { home },
    })
  }
}

/** A host was started and did not come to serve. */
export class HostNotStartedError extends FirmError {
  override readonly name = 'HostNotStartedError'

  constructor(said: string, log: string) {
    super('host-not-started', `the host did not start: ${said}`, {
      hint: `What it said stands in ${log}. Nothing is lost; \`firm up\` shows the same in this terminal.`,
      data: { log },
    })
  }
}
