/** The face of the door on loopback. */
export type { DoorTokens } from './admission.ts'
export { type DoorServer, type DoorServing, serveDoor } from './serve-door.ts'
