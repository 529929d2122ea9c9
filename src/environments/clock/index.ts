/** The face of the clock. */
export { realClock } from './real-clock.ts'
