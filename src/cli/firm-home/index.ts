/** The face of the firm's home. */
export { firmHomeOf, type HomeQuestion } from './firm-home.ts'
export { ForeignHomeError, isHome, NoFirmError, openHome } from './open-home.ts'
