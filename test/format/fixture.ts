/** Where the fixture of format 1 lies, and what is known of the firm in it. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Hash, hashOf, type Json } from '../../src/base/index.ts'
import { statusOf } from '../../src/host/verbs/status.ts'
import { encodeState, type FirmState, stateFormat } from '../../src/kernel/index.ts'

/** The folder of the fixture: a ledger, its content, and what is expected of both. */
export const fixtureFolder = join(fileURLToPath(new URL('.', import.meta.url)), 'format-1')

/** The places in such a folder. */
export const placesIn = (folder: string) =>
  ({
    ledger: join(folder, 'ledger.db'),
    content: join(folder, 'content'),
    expected: join(folder, 'expected.json'),
  }) as const

/** What a state comes to. The digest is of a shape that may change; what screens say of it may not. */
export interface Digest {
  readonly stateFormat: string
  readonly state: Hash
  readonly status: Json
  readonly standing: Json
  readonly open: readonly string[]
}

/** What is expected of the fixture. */
export interface Expected extends Digest {
  readonly anchor: { readonly position: number; readonly hash: string }
  /** What stands in content, by name, as a hash of its bytes. */
  readonly content: { readonly [name: string]: Hash }
  /** What was erased, by name. */
  readonly erased: readonly string[]
}

/** The digest of a state. */
export const digestOf = (state: FirmState): Digest => ({
  stateFormat,
  state: hashOf(encodeState(state)),
  status: JSON.parse(JSON.stringify(statusOf({ state, unfenced: new Set() }))) as Json,
  standing: [...state.standing].map(([path, { value, version }]) => [path, version, value]),
  open: [...state.open.keys()],
})
