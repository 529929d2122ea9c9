/**
 * Values that stand in content, read. The ledger holds their names, the kernel never looks inside, and who may read a
 * fact is shown what it says, or who erased it and when.
 */
import { accepted, FirmError, type Hash, type Json, type Outcome, refused } from '../base/index.ts'
import { type Content, referencePhrase, referencesIn, withReferences } from '../ledger/index.ts'

/**
 * A value with everything of it read back, or who erased some of it and when. Throws where content that the ledger names
 * was never here: it may come back, and who needs the value waits.
 */
export const readWhole = async (
  content: Pick<Content, 'get'>,
  value: Json,
): Promise<Outcome<Json, 'erased'>> => {
  const read = new Map<Hash, Json>()
  for (const name of referencesIn(value)) {
    const found = await content.get(name)
    if (found.ok) read.set(name, parsed(found.value))
    else if (found.why === 'erased') return refused('erased', found.message)
    else throw new ContentMissingError(name)
  }
  return accepted(withReferences(value, ({ name }) => read.get(name) ?? null))
}

const parsed = (bytes: Uint8Array): Json => JSON.parse(new TextDecoder().decode(bytes))

/** A value with whatever stands in content read back; what was erased says who erased it and when. */
export const readFromContent = async (
  content: Pick<Content, 'get'>,
  value: Json,
): Promise<Json> => {
  const names = new Set(referencesIn(value))
  if (names.size === 0) return value
  const read = await readContents(content, names)
  return withReferences(
    value,
    (reference) => read.get(reference.name) ?? referencePhrase(reference),
  )
}

/** What content says, by its name; what was erased or was never here says so in its place. */
export const readContents = async (
  content: Pick<Content, 'get'>,
  names: Iterable<Hash>,
): Promise<ReadonlyMap<Hash, Json>> => {
  const read = new Map<Hash, Json>()
  for (const name of names) {
    const found = await content.get(name)
    read.set(name, found.ok ? parsed(found.value) : found.message)
  }
  return read
}

/**
 * A brief that shows what stands in content. It is composed once to learn what its reader may read of it and once
 * more with that, so that nothing else is ever read.
 */
export const briefWithContent = async <T>(
  content: Pick<Content, 'get'>,
  compose: (contentOf: (name: Hash) => Json | undefined) => T,
): Promise<T> => {
  const asked = new Set<Hash>()
  const brief = compose((name) => void asked.add(name))
  if (asked.size === 0) return brief
  const read = await readContents(content, asked)
  return compose((name) => read.get(name))
}

/** The ledger names content that this firm's folder does not hold. */
export class ContentMissingError extends FirmError {
  override readonly name = 'ContentMissingError'

  constructor(name: Hash) {
    super('content-missing', `the ledger names the content ${name}, which is not here`, {
      hint: 'Copy the content folder together with the ledger; what needs it then goes on by itself.',
      data: { name },
    })
  }
}
