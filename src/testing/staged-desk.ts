/** A whole host for tests with its desk: verbs are asked by name, and content is kept in memory beside the book. */
import { type Json, type JsonObject, type Outcome, refused, seededRandom } from '../base/index.ts'
import { openRecollection } from '../host/index.ts'
import { openFeed, performVerb } from '../host/verbs/index.ts'
import type { Content } from '../ledger/index.ts'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { type HostStaging, type StagedHost, stageHost } from './staged-host.ts'

/** A staged host that answers verbs. */
export interface StagedDesk extends StagedHost {
  readonly content: Content
  readonly call: (verb: string, args: JsonObject) => Promise<Outcome<Json, string>>
}

/** Opens the host with its desk. Each data subject has a salt of its own. */
export const stageDesk = async (staging: HostStaging): Promise<StagedDesk> => {
  const random = seededRandom(1, staging.charter.name)
  const content = openMemoryContent(() =>
    Uint8Array.from({ length: 32 }, () => random.integer(256)),
  )
  const recollection = openRecollection({ tokensMax: 4_000, countTokens: (text) => text.length })
  const staged = await stageHost({
    ...staging,
    options: { content, recollection, ...staging.options },
  })
  const { host } = staged
  const desk = {
    host,
    feed: openFeed(),
    memory: recollection.memory,
    adopt: adoptsNothing,
    rollBack: adoptsNothing,
    stop: () => undefined,
  }
  return { ...staged, content, call: async (verb, args) => await performVerb(desk, verb, args) }
}

const adoptsNothing = async (): Promise<Outcome<Json, string>> =>
  await Promise.resolve(refused('not-now', 'a staged desk adopts nothing'))
