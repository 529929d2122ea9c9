/** Shows each change of a configuration as a difference, and asks for it. */
import type { Asker } from '../asking/index.ts'
import { differenceLines } from './difference-lines.ts'
import type { AskedChange } from './join-agents.ts'

/** How changes are shown and asked for. */
export interface Consent {
  readonly write: (line: string) => void
  readonly asker: Asker
  /** Whether the person has said yes to all of them. */
  readonly isGiven: boolean
  /** Shown as an ellipsis wherever they stand. */
  readonly secrets: readonly string[]
}

/** Shows a change; answers whether it is to be made. Nobody to ask is a no. */
export const askForChange = async (
  { title, notes, file, before, after, isWhole }: AskedChange,
  { write, asker, isGiven, secrets }: Consent,
): Promise<boolean> => {
  const what = isWhole ? (after === '' ? ' (the file goes)' : ' (a new file)') : ''
  write(title)
  write(`  ${file}${what}`)
  for (const line of differenceLines(before, after)) {
    write(`    ${secrets.reduce((shown, secret) => shown.replaceAll(secret, '…'), line)}`.trimEnd())
  }
  for (const note of notes) write(`  ${note}`)
  if (isGiven) return true
  const said = await asker.ask('Write it? [y/N] ')
  return said !== undefined && /^y/i.test(said)
}
