/** What lies in a letterbox: a signed letter or a signed receipt, as one file of JSON. */
import { z } from 'zod'
import type { SignedLetter, SignedReceipt } from '../../host/index.ts'

/** One thing that was put into a letterbox. */
export type Parcel =
  | ({ readonly kind: 'letter' } & SignedLetter)
  | ({ readonly kind: 'receipt' } & SignedReceipt)

const name = z.string().min(1).max(1_000)
const position = z.int().nonnegative()
const outcome = z.enum(['bound', 'withdrawn', 'late', 'refused'])
const signature = z.string().max(1_000)

const letter = z.strictObject({
  from: name,
  to: name,
  sent: position,
  enactment: name,
  protocol: name,
  protocolHash: name,
  message: name,
  speaker: z.string().max(1_000),
  epoch: position,
  facts: z.record(z.string(), z.json()),
  withdraws: position.exactOptional(),
})

const receipt = z.strictObject({
  from: name,
  to: name,
  sent: position,
  message: name,
  outcome,
  because: z.string().max(10_000).exactOptional(),
})

const parcel = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('letter'), letter, signature }),
  z.strictObject({ kind: z.literal('receipt'), receipt, signature }),
])

/** The text of a file. */
export const encodeParcel = (written: Parcel): string => `${JSON.stringify(written)}\n`

/** What a file says, or undefined where it is no parcel. */
export const decodeParcel = (text: string): Parcel | undefined => {
  try {
    return parcel.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
