/** The face of joining: the configurations of coding agents, merged and given back to the byte. */
export { claudeConfiguration } from './claude-configuration.ts'
export { codexConfiguration } from './codex-configuration.ts'
export type { Configuration, Removal } from './configuration.ts'
export { differenceLines } from './difference-lines.ts'
export type { DoorPlace } from './door-place.ts'
export { geminiConfiguration } from './gemini-configuration.ts'
export {
  type FileOutcome,
  joinFile,
  type Joining,
  leaveFile,
  type PlannedChange,
} from './join-file.ts'
export { type JoinedFile, JoinedRecordError, readJoined } from './joined-record.ts'
