/** The face of the letterbox: a wire between firms that reach each other's folders. */
export { letterboxFaultPoints } from './fault-points.ts'
export { type LetterboxOptions, openLetterbox } from './letterbox.ts'
