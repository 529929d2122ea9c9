/** The face of charters on disk: loading, checking and writing them. */
export {
  type CharterLoader,
  type LoadedCharter,
  type LoadedModule,
  openCharterLoader,
} from './charter-loader.ts'
export type { CodeFile, CodePackage } from './loaded-code.ts'
export type { LoadRefusal } from './load-refusal.ts'
