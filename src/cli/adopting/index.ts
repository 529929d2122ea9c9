/** The face of changing a firm's charter. */
export { changeMembers, type ChangedMembers, NotAdoptedError } from './change-members.ts'
export {
  adoptChange,
  type CharterChange,
  readChange,
  standingCharter,
  type StandingCharter,
} from './charter-change.ts'
