/** The face of the doctor. */
export { examine, isFit } from './examine.ts'
export { type Machine, realMachine } from './machine.ts'
