/** The face of the firm's home. */
export {
  doorFileOf,
  findDoorPort,
  keepDoorKeys,
  newDoorToken,
  readDoorKeys,
  removeDoorKeys,
} from './door-file.ts'
export { firmHomeOf, type HomeQuestion } from './firm-home.ts'
export { ForeignHomeError, isHome, NoFirmError, openHome } from './open-home.ts'
