/** The plain facts: ids, members, text, numbers, instants, money. */
import { type Instant, type JsonObject, parseInstant } from '../../base/index.ts'
import type { FactKind } from '../form.ts'
import { type Checked, type FactSchema, makeFact } from './fact.ts'

declare const idBrand: unique symbol
/** The name of a thing, such as a key: 1 to 200 characters, no `~` and no control characters. */
export type Id = string & { readonly [idBrand]: 'id' }

declare const memberBrand: unique symbol
/** The name of a member of the firm. */
export type Member = string & { readonly [memberBrand]: 'member' }

/** An amount of money: a currency and an integer number of its millionths. */
export interface Money {
  /** Three capital letters of ISO 4217, or the symbol of a token: 2 to 12 capitals and digits. */
  readonly currency: string
  readonly millionths: number
}

/** The limits of an integer, both included. */
export interface Range {
  readonly min?: number
  readonly max?: number
}

type Plain<Value, Input, Kind extends FactKind> = FactSchema<Value, Input, { readonly kind: Kind }>

const idPattern = /^[^~\p{Cc}]{1,200}$/u
const idSchema: JsonObject = { type: 'string', maxLength: 200, pattern: idPattern.source }

/** A name of a thing: what keys are made of. `~` is kept for the rounds of a key. */
export const id = (): Plain<Id, string, 'id'> =>
  plain('id', idSchema, {
    test: isId,
    expected: 'a name of 1 to 200 characters without `~` and control characters',
  })

const isId = (value: unknown): value is Id => typeof value === 'string' && idPattern.test(value)

/** A member of the firm. A fact with the name of a role says who holds that role. */
export function member(): Plain<Member, string, 'member'>
/** A member of a role set who has bound the fact or branch at `path`, such as `answer.bid`. */
export function member<const Role extends string, const Path extends string>(
  role: Role,
  path: Path,
): FactSchema<Member, string, Drawn<Role, Path>>
export function member(role?: string, path?: string): FactSchema<Member, string> {
  const drawn = role === undefined || path === undefined ? {} : { drawnFrom: { role, path } }
  return makeFact({
    nature: { kind: 'member', ...drawn },
    jsonSchema: () => ({ ...idSchema, format: 'member' }),
    check: checked(isMember, 'the name of a member'),
  })
}

/** The nature of a member that is drawn from a role set. */
export interface Drawn<Role extends string, Path extends string> {
  readonly kind: 'member'
  readonly drawnFrom: { readonly role: Role; readonly path: Path }
}

const isMember = (value: unknown): value is Member =>
  typeof value === 'string' && idPattern.test(value)

/** Several members, none twice: who makes up a role set of the same name. */
export const members = (): Plain<readonly Member[], readonly string[], 'members'> =>
  plain(
    'members',
    { type: 'array', items: { ...idSchema, format: 'member' }, uniqueItems: true },
    { test: areMembers, expected: 'a list of names of members, none twice' },
  )

const areMembers = (value: unknown): value is readonly Member[] =>
  Array.isArray(value) && value.every(isMember) && new Set(value).size === value.length

/** Any text. */
export const text = (): Plain<string, string, 'text'> =>
  plain('text', { type: 'string' }, { test: isText, expected: 'text' })

const isText = (value: unknown): value is string => typeof value === 'string'

/** A whole number that JSON carries exactly, within the range. */
export const integer = (range: Range = {}): Plain<number, number, 'integer'> => {
  const min = range.min ?? Number.MIN_SAFE_INTEGER
  const max = range.max ?? Number.MAX_SAFE_INTEGER
  return plain(
    'integer',
    { type: 'integer', minimum: min, maximum: max },
    {
      test: (value): value is number =>
        typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max,
      expected: `a whole number from ${min} to ${max}`,
    },
  )
}

/** A number from 0 to 1. */
export const probability = (): Plain<number, number, 'probability'> =>
  plain(
    'probability',
    { type: 'number', minimum: 0, maximum: 1 },
    { test: isProbability, expected: 'a number from 0 to 1' },
  )

const isProbability = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1

/** An instant: integer milliseconds since 1970 UTC. */
export const instant = (): Plain<Instant, number, 'instant'> =>
  plain(
    'instant',
    { type: 'integer', minimum: 0, maximum: 8.64e15, format: 'instant' },
    { test: isInstant, expected: 'an instant in whole milliseconds since 1970 UTC' },
  )

const isInstant = (value: unknown): value is Instant => parseInstant(value) !== undefined

/** An amount of money. */
export const money = (): Plain<Money, Money, 'money'> =>
  plain(
    'money',
    {
      type: 'object',
      properties: {
        currency: { type: 'string', pattern: currencyPattern.source },
        millionths: {
          type: 'integer',
          minimum: Number.MIN_SAFE_INTEGER,
          maximum: Number.MAX_SAFE_INTEGER,
        },
      },
      required: ['currency', 'millionths'],
      additionalProperties: false,
    },
    { test: isMoney, expected: 'money as { currency, millionths }, a whole number of millionths' },
  )

const currencyPattern = /^[A-Z][A-Z0-9]{1,11}$/
const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 2 &&
  'currency' in value &&
  typeof value.currency === 'string' &&
  currencyPattern.test(value.currency) &&
  'millionths' in value &&
  Number.isSafeInteger(value.millionths)

/** Yes or no. A choice that changes what happens next is `oneOf`, not a flag. */
export const flag = (): Plain<boolean, boolean, 'flag'> =>
  plain('flag', { type: 'boolean' }, { test: isFlag, expected: 'true or false' })

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

interface Test<Value> {
  readonly test: (value: unknown) => value is Value
  /** What a valid value is, as it completes "this must be …". */
  readonly expected: string
}

const plain = <Value, Input, Kind extends FactKind>(
  kind: Kind,
  jsonSchema: JsonObject,
  { test, expected }: Test<Value>,
): Plain<Value, Input, Kind> =>
  makeFact({ nature: { kind }, jsonSchema: () => jsonSchema, check: checked(test, expected) })

const checked =
  <Value>(test: (value: unknown) => value is Value, expected: string) =>
  (value: unknown): Checked<Value> =>
    test(value) ? { value } : { issues: [{ message: `this must be ${expected}` }] }
