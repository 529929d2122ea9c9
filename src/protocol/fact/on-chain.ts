/** A fact from a chain, which has its own rules of finality. */
import { isJsonObject } from '../../base/index.ts'
import type { Finality } from '../form.ts'
import { type FactSchema, makeFact } from './fact.ts'
import type { Spelled } from '../spelled.ts'

/** Where on a chain a thing happened. */
export interface ChainReceipt {
  readonly transaction: string
  /** The height of its block. */
  readonly block: number
}

/** The nature of a fact that is settled to some degree. */
export interface SettledNature<F extends Finality> {
  readonly kind: 'value'
  readonly finality: F
}

/** A receipt from a chain, settled at least so far. Irreversible effects read only `final` ones. */
export const onChain = <const F extends Spelled<Finality>>(
  finality: F,
): FactSchema<ChainReceipt, ChainReceipt, SettledNature<F>> =>
  makeFact({
    nature: { kind: 'value', finality },
    jsonSchema: () => ({
      type: 'object',
      properties: {
        transaction: { type: 'string', minLength: 1 },
        block: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      },
      required: ['transaction', 'block'],
      additionalProperties: false,
    }),
    check: (value) =>
      isChainReceipt(value)
        ? { value }
        : { issues: [{ message: 'this must be a receipt as { transaction, block }' }] },
  })

const isChainReceipt = (value: unknown): value is ChainReceipt =>
  isJsonObject(value) &&
  Object.keys(value).length === 2 &&
  typeof value['transaction'] === 'string' &&
  value['transaction'] !== '' &&
  Number.isSafeInteger(value['block']) &&
  Number(value['block']) >= 0
