/** The face of attending: a screen reports its person. */
export { attendHere } from './attend-here.ts'
export { type Attending, type AttendingNeeds, openAttending } from './attending.ts'
