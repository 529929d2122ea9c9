/** Reading a text out of facts or a receipt, which may hold anything. */
import type { JsonObject } from '../../base/index.ts'

/** The text of that name; empty where there is none. */
export const textOf = (facts: JsonObject, name: string): string => {
  const value = facts[name]
  return typeof value === 'string' ? value : ''
}
