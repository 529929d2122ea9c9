/** Looks at a firm from its store, whether a host runs or not: the state is a function of the ledger. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FirmError } from '../base/index.ts'
import { type Look, openRecollection, openState } from '../host/looks/index.ts'
import { openFolderContent } from '../ledger/drivers/folder/index.ts'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { saltBytes, type Store } from '../ledger/index.ts'
import { findHome } from './find-home.ts'
import { withLedger } from './open-ledger.ts'
import { WrongUsageError } from './reading.ts'
import type { Surroundings } from './surroundings.ts'

/** The folder of content in a home. */
export const contentFolderOf = (home: string): string => join(home, 'content')

/** Looks at the firm as it stands, or stood at a position. Throws where there is none, or no such position. */
export const lookAt = async <T>(
  surroundings: Surroundings,
  at: number | undefined,
  use: (look: Look) => Promise<T>,
): Promise<T> =>
  await withLedger(surroundings, async (store) => {
    const { position } = await store.tip()
    if (at !== undefined && at > position) throw new NoSuchPositionError(at, position)
    return await use(await openLook(store, await contentIn(surroundings), at ?? position))
  })

const openLook = async (store: Store, content: Look['content'], through: number): Promise<Look> => {
  // Only a host composes briefs for turns; this recollection is asked for its memory alone.
  const recollection = openRecollection({ tokensMax: 1, countTokens: () => 0 })
  const state = await openState(store, recollection, through)
  return {
    state,
    memory: recollection.memory(),
    content,
    read: (after, last = through) => store.read(after, { through: Math.min(last, through) }),
  }
}

/** The content of a home. Opening the folder would make it; who only looks makes nothing. */
export const contentIn = async (surroundings: Surroundings): Promise<Look['content']> => {
  const folder = contentFolderOf(await findHome(surroundings))
  const salts = (): Uint8Array => surroundings.secrets.randomBytes(saltBytes)
  if (!existsSync(folder)) return openMemoryContent(salts)
  return await openFolderContent(folder, salts)
}

/** The position in an option or an argument; undefined where it was not given. */
export const positionIn = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined
  const position = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(position)) return position
  throw new WrongUsageError(`${name} is ${text}, not a position`, 'Give a whole number from 0.')
}

/** The ledger does not go as far as it was asked for. */
export class NoSuchPositionError extends FirmError {
  override readonly name = 'NoSuchPositionError'

  constructor(asked: number, last: number) {
    super('no-such-position', `there is no position ${asked}: the ledger ends at ${last}`, {
      hint: `Take one from 0 to ${last}, as \`firm log\` prints them.`,
      data: { asked, last },
    })
  }
}
