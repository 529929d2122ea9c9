/** The face of the letterbox: a wire between firms that reach each other's folders. */
export { type LetterboxOptions, openLetterbox } from './letterbox.ts'
