/** The face of files. */
export { FileDiskError } from './file-disk.ts'
export {
  filesFaultPoints,
  FileUndoError,
  type FilesEnvironmentOptions,
  openFilesEnvironment,
  UnknownFileEffectError,
} from './files-environment.ts'
