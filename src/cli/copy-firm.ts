/** Copies a firm to a home of its own, where it goes on under another name and without effects. */
import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FirmError, type Instant, present } from '../base/index.ts'
import { encodeEvent } from '../host/index.ts'
import type { Look } from '../host/looks/index.ts'
import { handle } from '../kernel/index.ts'
import { openSqliteStore } from '../ledger/drivers/sqlite/index.ts'
import { type Anchor, chainBodies, emptyAnchor } from '../ledger/index.ts'
import { contentFolderOf } from './look-at.ts'
import { ledgerFileOf } from './open-ledger.ts'

/** What is copied, and as what. */
export interface Copying {
  readonly from: string
  readonly to: string
  /** The firm at the position that is copied. */
  readonly look: Look
  /** What the copy is called. */
  readonly firm: string
  readonly at: Instant
}

/** The files beside ledger and content that a home may have, and that its copy needs. */
const others = ['operator-key.json', 'charter', 'charter.json']

/** Copies everything into a folder that is there and empty; answers where the copied ledger stood. */
export const copyFirm = async (copying: Copying): Promise<Anchor> => {
  const { from, to } = copying
  const anchor = await copyLedger(copying)
  for (const name of [basename(contentFolderOf(from)), ...others]) {
    const source = join(from, name)
    if (existsSync(source)) await cp(source, join(to, name), { recursive: true })
  }
  return anchor
}

// The chain stays the same up to here, so that an anchor of the original holds for the copy as well.
const copyLedger = async ({ to, look, firm, at }: Copying): Promise<Anchor> => {
  const store = await openSqliteStore(ledgerFileOf(to))
  try {
    let tip: Anchor = emptyAnchor
    for await (const entries of look.read(0)) {
      const last = entries.at(-1)
      if (last === undefined) continue
      const appended = await store.append(tip.position, entries)
      if (!appended.ok) throw new CopyTakenError(to, appended.message)
      tip = { position: last.position, hash: last.hash }
    }
    const { position, hash } = tip
    const fork = { type: 'fork-firm', at, host: 'fork', firm, position, hash } as const
    const { events } = handle(look.state, fork)
    const bodies = present(events.length > 0 ? events.map(encodeEvent) : undefined, 'it forks')
    await store.append(position, chainBodies(tip, bodies))
    return tip
  } finally {
    await store.close()
  }
}

/** Somebody else writes where the copy is made. */
export class CopyTakenError extends FirmError {
  override readonly name = 'CopyTakenError'

  constructor(folder: string, said: string) {
    super('copy-taken', `${folder} is being written by somebody else: ${said}`, {
      hint: 'Name another folder.',
    })
  }
}
