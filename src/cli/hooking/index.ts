/** The face of hooks: what an agent runs, and whose process called. */
export { processSpace } from './agent-process.ts'
export { hookProgram, hookWords } from './hook-command.ts'
