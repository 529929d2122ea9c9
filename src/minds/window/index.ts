/** The face of windows: their mind, and a codec for the hooks of each coding agent. */
export { claudeHooks } from './claude.ts'
export { codexHooks } from './codex.ts'
export { geminiHooks } from './gemini.ts'
export { type HookAnswer, type HookCall, type HookCodec, type HookRead } from './hook.ts'
export { windowMind } from './window-mind.ts'
