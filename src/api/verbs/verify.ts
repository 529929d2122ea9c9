/** The verb that walks the ledger's chain. */
import { z } from 'zod'
import type { VerbForm } from '../verb-form.ts'

export const verifyForm: VerbForm = {
  name: 'verify',
  summary: 'Walk the chain of the ledger and name the first event that does not fit.',
  example: 'firm verify --anchor anchor.json',
  arguments: [],
  options: [
    { name: 'anchor', summary: 'Hold it against what `firm anchor` printed.', value: 'FILE' },
  ],
  newcomer: false,
  result: z.object({
    ok: z.boolean(),
    position: z.int().min(0),
    message: z.string(),
    why: z.string().exactOptional(),
  }),
}
