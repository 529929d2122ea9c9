/** The verb `erase`: what is kept about one person goes for ever; the ledger names nobody and stays valid. */
import { z } from 'zod'
import { accepted, hashOfJson, refused } from '../../base/index.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'

const args = z.object({
  by: z.string(),
  subject: z.string(),
  /** Chance that keeps whoever reads the order from guessing whom it is about; it is kept nowhere. */
  salt: z.string().min(32),
  signature: z.string(),
})

/** What the signature of an erasure covers. */
export const erasureOrder = (subject: string, salt: string): string => hashOfJson({ subject, salt })

export const erase: HostVerb = hostVerb(args, async ({ host }, asked) => {
  const { by, subject, salt, signature } = asked
  const { content, clock } = host.options
  const known = await content.subjects()
  if (!known.some(({ name }) => name === subject)) {
    return refused(
      'no-such-subject',
      `nothing personal is kept about ${JSON.stringify(subject)}`,
      'Facts that are not personal stand in the ledger and cannot be erased. `firm erase` lists whom content is about.',
    )
  }
  // The order is durable first: a crash between the two leaves a subject that can be erased again.
  const what = erasureOrder(subject, salt)
  const ordered = await submit(host, { type: 'order-erasure', by, what, signature }, () => null)
  if (!ordered.ok) return ordered
  const erased = await content.erase(subject, { by, at: clock.now() })
  return erased.ok ? accepted(asJson({ subject, contentCount: erased.value.contentCount })) : erased
})
