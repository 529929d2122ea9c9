/** What reaching the firm that a command means needs, out of the surroundings of the command. */
import { existsSync } from 'node:fs'
import { findHome } from './find-home.ts'
import { NoFirmError } from './firm-home/index.ts'
import { firmPlaces } from './open-firm/firm-places.ts'
import type { ReachNeeds } from './open-firm/reach-firm.ts'
import type { Surroundings } from './surroundings.ts'

/** Where the firm lies that is meant, and with what it is opened. */
export const firmNeeds = async (surroundings: Surroundings): Promise<ReachNeeds> => {
  const { clock, variables, modules, faults } = surroundings
  const places = firmPlaces(await findHome(surroundings))
  const { program } = modules
  return { places, clock, variables, faults, loader: modules.charters(), program }
}

/** Throws NoFirmError where no firm is there yet. */
export const requireFirm = ({ places }: ReachNeeds): void => {
  if (!existsSync(places.ledger)) throw new NoFirmError(places.home)
}
