/** The host of a first minute that has come to rest: it waits, and serves like any other once it is told to. */
import process from 'node:process'
import { refused } from '../../base/index.ts'
import type { OpenedHost } from '../../host/index.ts'
import type { Desk } from '../../host/verbs/index.ts'
import type { MinuteHome } from './minute-home.ts'
import type { FromHost, ToHost } from './relay.ts'

/** A host with all that its verbs need. */
type RestedFirm = OpenedHost & Pick<Desk, 'feed' | 'memory'>

/** Waits to be told to serve or to stop; the process ends with its host. */
export const rest = (firm: RestedFirm, home: MinuteHome): void => {
  const stopping = new AbortController()
  let isServing = false
  const serving = async (): Promise<void> => {
    isServing = true
    try {
      const { ended } = await serve(firm, home, stopping)
      send({ kind: 'serving' })
      await ended
      process.exit(0)
    } catch (cause) {
      send({ kind: 'failed', why: cause instanceof Error ? cause.message : String(cause) })
      process.exit(1)
    }
  }
  process.on('message', (message: ToHost) => {
    if (message.kind === 'serve') void serving()
    if (message.kind !== 'stop') return
    stopping.abort('whoever began it ended it')
    if (!isServing) void firm.close().then(() => process.exit(0))
  })
}

const send = (message: FromHost): void => {
  process.send?.(message)
}

const serve = async (
  { host, lost, close, feed, memory }: RestedFirm,
  { folder }: MinuteHome,
  stopping: AbortController,
): Promise<{ readonly ended: Promise<string> }> => {
  // What only serves is loaded now: the minute itself does not wait for it.
  const { firmPlaces, serveOpened } = await import('../open-firm/index.ts')
  const fixed = async () => await Promise.resolve(refused('no-file', words, mend))
  const desk: Desk = {
    host,
    feed,
    memory,
    adopt: fixed,
    rollBack: fixed,
    stop: () => stopping.abort('it was told to stop'),
  }
  const { socket } = firmPlaces(folder)
  return await serveOpened({ desk, host, lost, close }, { socket, stopping, failed: complain })
}

const complain = (cause: unknown): void => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
}

const words = 'the company of a first minute came with the program, and has no file to be changed'
const mend = '`firm init` makes a company of your own, in your repository.'
