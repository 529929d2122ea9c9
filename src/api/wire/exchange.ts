/** What a program and a host say to each other: requests, replies and told events, one JSON object a line. */
import { z } from 'zod'
import type { Json, JsonObject } from '../../base/index.ts'
import { jsonValue } from './json-value.ts'
import { logLine, type LogLine } from './log-line.ts'

/** The verb that is answered by a stream of events instead of one value. */
export const watchVerb = 'watch'

/** What a program asks of a host. `id` is the program's own and comes back with every reply. */
export interface HostRequest {
  readonly id: number
  readonly verb: string
  readonly args: JsonObject
}

/** An event as it is told to who watches: its line, and the sentence that screens print. */
export interface ToldLine {
  readonly line: LogLine
  readonly sentence: string
}

/** What a host answers: a value, a refusal, or one event of a stream. */
export type HostReply =
  | { readonly id: number; readonly kind: 'value'; readonly value: Json }
  | {
      readonly id: number
      readonly kind: 'refused'
      readonly why: string
      readonly message: string
      readonly hint?: string
    }
  | { readonly id: number; readonly kind: 'told'; readonly told: ToldLine }
  /** The last line of a host that ends, with why; its id is 0. */
  | { readonly id: number; readonly kind: 'ending'; readonly why: string }

const id = z.int().min(0)

/** A request on the wire. */
export const hostRequest: z.ZodType<HostRequest> = z.object({
  id,
  verb: z.string(),
  args: z.record(z.string(), jsonValue),
})

/** An event on the wire, as it is told. */
export const toldLine: z.ZodType<ToldLine> = z.object({ line: logLine, sentence: z.string() })

/** A reply on the wire. */
export const hostReply: z.ZodType<HostReply> = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('value'), value: jsonValue }),
  z.object({
    id,
    kind: z.literal('refused'),
    why: z.string(),
    message: z.string(),
    hint: z.string().exactOptional(),
  }),
  z.object({ id, kind: z.literal('told'), told: toldLine }),
  z.object({ id, kind: z.literal('ending'), why: z.string() }),
])
