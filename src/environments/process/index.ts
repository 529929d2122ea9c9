/** The face of processes. */
export { containedCommand, findContainment, type FoundContainment } from './containment.ts'
export { openProcesses, type ProcessesOptions } from './real-processes.ts'
