/** The face of charters on disk: loading, checking and writing them. */
export {
  type CharterLoader,
  type LoadedCharter,
  type LoadedModule,
  type LoaderOptions,
  openCharterLoader,
} from './charter-loader.ts'
export { charterFaultPoints } from './fault-points.ts'
export { DamagedCodeError, type KeptCode, restoreCode } from './kept-code.ts'
export type { CodeFile, CodePackage } from './loaded-code.ts'
export type { LoadRefusal } from './load-refusal.ts'
export {
  type FirstAnswers,
  firstCharter,
  type FirstCharter,
  type FirstRefusal,
  initCharter,
} from './first-charter.ts'
export {
  formatMembers,
  type HiredMembers,
  linesToAdd,
  membersFile,
  readMembers,
  writeMembers,
} from './members-file.ts'
export { typeCheck, type TypeCheckOptions, type TypeVerdict } from './type-check.ts'
export { linesForWindows } from './window-lines.ts'
