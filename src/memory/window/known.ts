/** What a window knows: up to where it was told, of which standing facts, and the places that it was told about. */

/** Kept for each window as long as it lives. Whoever has lost it may tell again, never not at all. */
export interface Known {
  /** The ledger position up to which it was told what bears on it. */
  readonly position: number
  /** What it edits, wrote or was about to write. */
  readonly paths: ReadonlySet<string>
  /** By path of a standing fact, the version that it was told. */
  readonly said: ReadonlyMap<string, number>
}

/** What a window knows that joined at this position and was told nothing. */
export const nothingKnown = (position: number): Known => ({
  position,
  paths: new Set(),
  said: new Map(),
})
