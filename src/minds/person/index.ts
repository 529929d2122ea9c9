/** The face of people as minds. */
export { personMind } from './person-mind.ts'
