/** `firm anchor`: prints where the ledger stands. */
import { anchorForm } from '../../api/verbs/index.ts'
import { encodeAnchor } from '../../ledger/index.ts'
import { withLedger } from '../open-ledger.ts'
import type { Verb } from '../verb.ts'

export const anchor: Verb = {
  ...anchorForm,
  run: async (_given, surroundings) => {
    const tip = await withLedger(surroundings, async (store) => await store.tip())
    const { position, hash } = tip
    return { exit: 'done', lines: [encodeAnchor(tip).trimEnd()], json: { position, hash } }
  },
}
