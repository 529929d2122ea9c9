/** The presence of whoever sits at the terminal of this process. */
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Surroundings } from '../surroundings.ts'
import { type Attending, openAttending } from './attending.ts'

/** Heeds the keyboard once something is shown that may be vetoed; undefined where there is none, so that nobody counts as being there. */
export const attendHere = (
  { asker, clock, secrets, screen }: Surroundings,
  write: (line: string) => void,
): Attending | undefined => {
  const keys = screen.isTerminal ? asker.heed?.() : undefined
  if (keys === undefined) return undefined
  const name = bytesToHex(secrets.randomBytes(8))
  const attending = openAttending({ clock, screen: name, idleMs: keys.idleMs, write })
  return {
    ...attending,
    show: (client, by, intents) => {
      if (intents.length > 0) keys.listen()
      attending.show(client, by, intents)
    },
    close: () => {
      attending.close()
      keys.close()
    },
  }
}
