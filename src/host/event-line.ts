/** Events as the ledger keeps them: canonical JSON, one text each. */
import { encodeCanonical, type Json } from '../base/index.ts'
import type { FirmEvent } from '../kernel/index.ts'

/** The body of an event, as it is chained and stored. */
export const encodeEvent = (event: FirmEvent): string =>
  // An event is JSON by construction; its interfaces only lack an index signature.
  encodeCanonical(event as unknown as Json)

/** The event in a stored body. The chain vouches for the bytes, so they are trusted once read. */
export const decodeEvent = (body: string): FirmEvent => JSON.parse(body) as FirmEvent
