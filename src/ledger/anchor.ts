/** Anchors as text: what is exported to a place that the operator names. */
import { encodeCanonical, isJsonObject, type Outcome, parseHash, refused } from '../base/index.ts'
import type { Anchor } from './entry.ts'

/** An anchor as one line of JSON. */
export const encodeAnchor = ({ position, hash }: Anchor): string =>
  `${encodeCanonical({ position, hash })}\n`

/** Reads an anchor from text; a refusal says what is wrong with it. */
export const parseAnchor = (text: string): Outcome<Anchor, 'not-an-anchor'> => {
  const value = readJson(text)
  if (!isJsonObject(value)) return refuse('it is not a JSON object')
  const { position, hash } = value
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0) {
    return refuse(`its position is ${JSON.stringify(position)}, not a whole number from 0`)
  }
  const parsed = typeof hash === 'string' ? parseHash(hash) : undefined
  if (parsed === undefined) return refuse('its hash is not 64 lower-case hex digits')
  return { ok: true, value: { position, hash: parsed } }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const refuse = (why: string): Outcome<Anchor, 'not-an-anchor'> =>
  refused(
    'not-an-anchor',
    `this is no anchor: ${why}`,
    'An anchor is what `firm anchor --json` printed: {"position": …, "hash": "…"}.',
  )
