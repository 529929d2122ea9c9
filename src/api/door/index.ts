/** The face of the door's wire: what a hook, a host and who sets both up agree on. */
export {
  askPath,
  complaintHeader,
  doorAddress,
  doorHeader,
  type DoorKeys,
  doorPath,
  hookBytesMax,
  parseDoorKeys,
  processHeader,
  tokenHeader,
} from './door-wire.ts'
