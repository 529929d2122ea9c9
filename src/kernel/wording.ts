/** Values as sentences show them. */
import type { Json } from '../base/index.ts'

const charactersMax = 200

/** A value in at most 200 characters: text as it is, everything else as JSON. */
export const formatValue = (value: Json): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > charactersMax ? `${text.slice(0, charactersMax - 1)}…` : text
}
