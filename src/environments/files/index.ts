/** The face of files. */
export {
  filesFaultPoints,
  FileDiskFullError,
  FileUndoError,
  type FilesEnvironmentOptions,
  openFilesEnvironment,
  UnknownFileEffectError,
} from './files-environment.ts'
