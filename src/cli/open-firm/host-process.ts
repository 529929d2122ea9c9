/** The process of a host without a terminal: `firm do` starts it, and it ends when nothing is left to do. */
import process from 'node:process'
import { FirmError } from '../../base/index.ts'
import { realClock } from '../../environments/clock/index.ts'
import { openCharterLoader } from '../../host/charter/index.ts'
import { firmPlaces } from './firm-places.ts'
import { serveFirm } from './serve-firm.ts'

/** A host that nobody uses any more stays this long, so that the next command finds it. */
const idleMs = 10_000

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const sayError = (cause: unknown): void => {
  say(cause instanceof Error ? cause.message : String(cause))
  if (cause instanceof FirmError && cause.hint !== undefined) say(cause.hint)
}

const run = async (home: string, program: string): Promise<void> => {
  const served = await serveFirm(
    {
      places: firmPlaces(home),
      loader: openCharterLoader(new URL(program)),
      clock: realClock(),
      variables: process.env,
      warn: sayError,
    },
    { idleMs, failed: sayError },
  )
  if (!served.ok) return say(served.message)
  const { ended, stop } = served.value
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => stop(`it got ${signal}`))
  }
  say(`host of process ${process.pid} serves`)
  say(`host of process ${process.pid} ended: ${await ended}`)
}

const [, , home = '', program = ''] = process.argv
run(home, program).then(
  () => process.exit(0),
  (cause: unknown) => {
    sayError(cause)
    process.exit(1)
  },
)
