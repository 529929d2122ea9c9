/** Whether a value is a firm, told by its shape: it may come from another copy of the package. */
import { isJsonObject } from '../../base/index.ts'
import type { Firm } from '../../kernel/charter/index.ts'

/** Whether `firm(…)` made the value. */
export const isFirm = (value: unknown): value is Firm =>
  isJsonObject(value) &&
  value['kind'] === 'firm' &&
  typeof value['name'] === 'string' &&
  isJsonObject(value['form']) &&
  value['form']['format'] === 1 &&
  isJsonObject(value['protocols']) &&
  isJsonObject(value['scripts'])
