/** How settled a fact is, and which of several is settled least. */
import type { Finality } from '../form.ts'
import { type AnySchema, natureOf } from './fact.ts'

const order: readonly Finality[] = ['seen', 'safe', 'final']

/** The finality of the least settled schema; undefined where none of them has any. */
export const leastSettled = (schemas: readonly AnySchema[]): Finality | undefined => {
  const found = schemas.map((schema) => natureOf(schema).finality)
  return order.find((finality) => found.includes(finality))
}
