/** The face of processes. */
export { containedCommand, findContainment, type FoundContainment } from './containment.ts'
export { isAlive } from './is-alive.ts'
export {
  NotUndoableError,
  openProcessEnvironment,
  type ProcessEnvironmentOptions,
  UnknownProcessEffectError,
} from './process-environment.ts'
export { openProcesses, type ProcessesOptions } from './real-processes.ts'
