/** A standing fact in one line: what stands, who said it, and what it said before. */
import { isJsonObject, type Json } from '../../base/index.ts'
import { referencePhrase, withReferences } from '../../ledger/index.ts'
import { isAudience, type Reader } from '../audience.ts'
import type { Memory, StandingVersion } from '../memory.ts'

/** The version of a standing fact that stands now. */
export const versionNow = (memory: Memory, path: string): StandingVersion | undefined =>
  memory.standing.get(path)?.at(-1)

/** The same, where this reader may read it. */
export const readableNow = (
  memory: Memory,
  path: string,
  reader: Reader,
): StandingVersion | undefined => {
  const now = versionNow(memory, path)
  return now !== undefined && isAudience(now.audience, reader) ? now : undefined
}

/** `decision/build (ana): we use pnpm`. */
export const sayStanding = (now: StandingVersion): string =>
  now.retracted === true
    ? `${now.path} was taken back by ${now.by}; nothing stands there now`
    : `${now.path} (${now.by}): ${sayWhole(now.value)}`

/** The same to somebody who was told an earlier version, or lived while it stood. */
export const sayChanged = (memory: Memory, now: StandingVersion): string => {
  const before = memory.standing.get(now.path)?.at(-2)
  if (now.retracted === true || before === undefined || before.retracted === true) {
    return sayStanding(now)
  }
  return `${sayStanding(now)}; before it said ${shortened(sayWhole(before.value), 120)}`
}

const valueCharactersMax = 600

const sayWhole = (value: Json): string => shortened(sayPlainly(value), valueCharactersMax)

// An objective and other values with a text are said by it, and by how one tells that they are reached.
const sayPlainly = (value: Json): string => {
  const said = withReferences(value, referencePhrase)
  if (typeof said === 'string') return said
  if (isJsonObject(said) && typeof said['text'] === 'string') {
    const { text, measure } = said
    return typeof measure === 'string' ? `${text} (measured by ${measure})` : text
  }
  return JSON.stringify(said)
}

/** The first characters of a text on one line. */
export const shortened = (text: string, charactersMax: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax)}…`
}
