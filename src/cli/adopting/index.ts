/** The face of changing a firm's charter. */
export { changeMembers, type ChangedMembers, NotAdoptedError } from './change-members.ts'
export {
  adoptSigned,
  type CharterChange,
  readChange,
  signChange,
  type SignedCharter,
  storedCharter,
} from './charter-change.ts'
export { standingCharter, type StandingCharter } from './standing-charter.ts'
