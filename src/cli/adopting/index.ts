/** The face of changing a firm's charter. */
export { changeMembers, type ChangedMembers, NotAdoptedError } from './change-members.ts'
export {
  adoptSigned,
  type CharterChange,
  readChange,
  signChange,
  type SignedCharter,
  storedCharter,
  standingCharter,
  type StandingCharter,
} from './charter-change.ts'
