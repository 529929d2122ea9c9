/** Under which name the code of a charter lies in content: what an observation says of it, and how it is remembered. */
import { type Hash, isJsonObject, type JsonObject, parseHash } from '../base/index.ts'
import type { FirmEvent } from '../kernel/index.ts'
import type { Memory } from './memory.ts'

/** What an observation is about that names kept code. */
const about = 'charter code'

/** Code that lies in content: its own hash, the name of its bundle there, and of how many files it is made. */
export interface CodeKept {
  readonly code: string
  readonly content: Hash
  readonly fileCount: number
}

/** The words and the data of the observation that names kept code. */
export const keptCodeNote = ({
  code,
  content,
  fileCount,
}: CodeKept): { readonly about: string; readonly text: string; readonly data: JsonObject } => ({
  about,
  text: `the code of the charter, ${fileCount} files, is kept as ${content.slice(0, 12)}`,
  data: { code, content },
})

/** Remembers where code is kept; what is noted of the same code again changes nothing. */
export const rememberKeptCode = (
  { keptCode }: Memory,
  event: Extract<FirmEvent, { readonly type: 'observation-noted' }>,
): void => {
  if (event.about !== about || !isJsonObject(event.data)) return
  const { code, content } = event.data
  if (typeof code !== 'string' || typeof content !== 'string' || keptCode.has(code)) return
  const name = parseHash(content)
  if (name !== undefined) keptCode.set(code, name)
}
