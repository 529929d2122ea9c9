/** The face of files. */
export {
  filesFaultPoints,
  FileUndoError,
  type FilesEnvironmentOptions,
  openFilesEnvironment,
  UnknownFileEffectError,
} from './files-environment.ts'
