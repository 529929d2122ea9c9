/** The face of modules: what a person wrote, loaded. */
export { type Exports, ModuleError, type Modules, openModules } from './modules.ts'
