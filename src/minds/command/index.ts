/** The face of commands as minds. */
export { type AnswerLine, readAnswerLine } from './answer-line.ts'
export { claude, codex, type CodingAgentOptions, describeTurn } from './coding-agents.ts'
export { commandMind, type CommandMindOptions } from './command-mind.ts'
export type { MindFence } from './fence.ts'
export { type FenceFinding, type FenceQuestion, probeFence } from './fence-probe.ts'
export { type Manner, plainManner, plainPasses, type ReadOutput, variablesFor } from './manner.ts'
