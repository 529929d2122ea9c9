/** How the ledger refers to a value that stands in content: by its name and its size, and by nothing of what it says. */
import { type Hash, isJsonObject, type Json, type JsonObject, parseHash } from '../base/index.ts'

/** A value of an event that stands in content. */
export interface ContentReference {
  readonly name: Hash
  readonly bytes: number
}

/** No fact of a company is called so. */
const marker = '$content'

/** The value that stands in an event in the place of what was moved to content. */
export const encodeReference = ({ name, bytes }: ContentReference): JsonObject => ({
  [marker]: name,
  bytes,
})

/** The reference that a value is; undefined for every other value. */
export const parseReference = (value: Json | undefined): ContentReference | undefined => {
  if (value === undefined || !isJsonObject(value)) return undefined
  const { [marker]: named, bytes } = value
  const name = typeof named === 'string' ? parseHash(named) : undefined
  return name === undefined || typeof bytes !== 'number' ? undefined : { name, bytes }
}

/** The names of all content that a value refers to, at any depth. */
export const referencesIn = (value: Json): readonly Hash[] => {
  const reference = parseReference(value)
  if (reference !== undefined) return [reference.name]
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  return isJsonObject(value) ? Object.values(value).flatMap(referencesIn) : []
}

/** The value with every reference in it replaced by what `say` answers; equal where there is none. */
export const withReferences = (value: Json, say: (reference: ContentReference) => Json): Json => {
  const reference = parseReference(value)
  if (reference !== undefined) return say(reference)
  if (Array.isArray(value)) return value.map((item: Json) => withReferences(item, say))
  if (!isJsonObject(value)) return value
  const inner = Object.entries(value).map(([key, one]) => [key, withReferences(one, say)] as const)
  return Object.fromEntries(inner)
}

/** Where a value uses the word by which references are known, each place as a dotted path from `at` on. */
export const reservedPlaces = (value: Json, at: string): readonly string[] => {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => reservedPlaces(item, `${at}.${index}`))
  }
  if (!isJsonObject(value)) return []
  if (Object.hasOwn(value, marker)) return [at]
  return Object.entries(value).flatMap(([key, one]) => reservedPlaces(one, `${at}.${key}`))
}

/** The value with every object that uses that word replaced by what is given; equal where there is none. */
export const withoutReserved = (value: Json, instead: Json): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => withoutReserved(item, instead))
  if (!isJsonObject(value)) return value
  if (Object.hasOwn(value, marker)) return instead
  const kept = Object.entries(value).map(
    ([key, one]) => [key, withoutReserved(one, instead)] as const,
  )
  return Object.fromEntries(kept)
}

/** A reference in words, for who cannot be shown what it says. */
export const referencePhrase = ({ bytes }: ContentReference): string =>
  `(${bytes} bytes, kept in content)`
