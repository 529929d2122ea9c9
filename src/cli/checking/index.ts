/** The face of checking: protocols of a file, and verdicts in words. */
export { type CompiledModule, compileModule } from './compile-module.ts'
export { type Checkable, readForms, readProtocols } from './read-protocols.ts'
export { type Judged, linesOf, whyOf } from './verdict-text.ts'
