/** The face of scripts as minds. */
export { scriptMind, type ScriptMindOptions } from './script-mind.ts'
