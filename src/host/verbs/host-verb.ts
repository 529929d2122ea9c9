/** What a verb of the host is: asked by name with plain JSON, answered with JSON or refused in words. */
import type { z } from 'zod'
import { type Json, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import type { Memory } from '../../memory/index.ts'
import type { Host } from '../host.ts'
import type { Feed } from './feed.ts'

/** What the operator signed, to be adopted: the charter that lies on disk must have this hash. */
export interface AdoptOrder {
  readonly by: string
  readonly signature: string
  /** The hash that was signed, as `charterHash` gives it. */
  readonly hash: string
}

/** What the operator signed, to be returned to. */
export interface RollBackOrder {
  readonly by: string
  readonly signature: string
  readonly version: number
}

/** What every verb works with. */
export interface Desk {
  readonly host: Host
  readonly memory: () => Memory
  readonly feed: Feed
  /** Loads the charter from its folder afresh and adopts it with its code, where it is what was signed. */
  readonly adopt: (order: AdoptOrder) => Promise<Outcome<Json, string>>
  /** Adopts an earlier version of the charter again, with the code that was kept with it. */
  readonly rollBack: (order: RollBackOrder) => Promise<Outcome<Json, string>>
  /** Ends this host once the answer is out; where there is none to end, nothing happens. */
  readonly stop: () => void
}

/** A verb. Whatever it is given was written by somebody else, so it parses before it trusts. */
export type HostVerb = (desk: Desk, args: JsonObject) => Promise<Outcome<Json, string>>

/** A verb whose arguments have a schema; what does not fit is refused with its place. */
export const hostVerb =
  <T>(
    schema: z.ZodType<T>,
    run: (desk: Desk, args: T) => Promise<Outcome<Json, string>>,
  ): HostVerb =>
  async (desk, args) => {
    const parsed = schema.safeParse(args)
    if (parsed.success) return await run(desk, parsed.data)
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return refused('bad-arguments', `this cannot be read: ${wrong.join('; ')}`)
  }

/** A value of our own interfaces as the JSON that it is: they only lack an index signature. */
export const asJson = (value: object): Json => value as Json
