/** The face of hooks: what an agent runs, and whose process called. */
export { processSpace } from './agent-process.ts'
export { askDoor, type DoorAsking } from './ask-door.ts'
export { hookProgram, hookWords, mcpWords } from './hook-command.ts'
