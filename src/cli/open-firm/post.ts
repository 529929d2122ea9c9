/** The post of a hosted firm: its letters go to its neighbours and theirs come in, signed both ways. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Clock, type Faults, noFaults } from '../../base/index.ts'
import { type Host, startCorrespondence, startOutsideWatch } from '../../host/index.ts'
import { openLetterbox } from '../../server/letterbox/index.ts'
import type { HomeFaultPoint } from './fault-points.ts'
import { openFirmKey } from './firm-key.ts'
import type { FirmPlaces } from './firm-places.ts'
import { saidOnce } from './said-once.ts'

/** What the post needs. */
export interface PostNeeds {
  readonly places: FirmPlaces
  readonly clock: Clock
  readonly faults?: Faults
  /** Hears of what threw; it is tried again. */
  readonly failed: (cause: unknown) => void
}

/** A post that runs until it is stopped. */
export interface Post {
  readonly stop: () => void
}

/**
 * Starts the post, and looks at what happens outside. A copy of a firm looks at nothing and writes to nobody:
 * others speak with the firm itself.
 */
export const startPost = (host: Host, needs: PostNeeds): Post => {
  if (host.state.forkedFrom !== '') return { stop: () => undefined }
  const { places, clock, failed, faults = noFaults } = needs
  const key = openFirmKey(places.home, faults)
  mkdirSync(places.letterbox, { recursive: true, mode: 0o700 })
  introduceFirm(places, host.state.name, faults)
  const boxOf = (firm: string): string | undefined => {
    const box = host.state.charter?.neighbours?.[firm]?.letterbox
    return box === undefined ? undefined : resolve(places.charterFolder, box)
  }
  const once = saidOnce(failed)
  const wire = openLetterbox({ own: places.letterbox, boxOf, clock, faults, failed: once })
  const correspondence = startCorrespondence(host, { wire, sign: key.sign, failed: once })
  const outside = startOutsideWatch(host, once)
  return {
    stop: () => {
      correspondence.stop()
      outside.stop()
    },
  }
}

/** Writes what a neighbour needs to know, for its charter; answers the file. */
export const introduceFirm = (
  places: FirmPlaces,
  firm: string,
  faults: Faults = noFaults,
): string => {
  const reach = (point: HomeFaultPoint): void => faults.reach(point)
  const file = join(places.home, 'neighbour.json')
  if (firm === '') return file
  const { publicKey: key } = openFirmKey(places.home, faults)
  const words = { [firm]: { key, letterbox: places.letterbox } }
  const text = `${JSON.stringify(words, undefined, 2)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return file
  const draft = `${file}.new`
  reach('introduction: before the draft')
  writeFileSync(draft, text)
  reach('introduction: draft written')
  renameSync(draft, file)
  reach('introduction: in place')
  return file
}
