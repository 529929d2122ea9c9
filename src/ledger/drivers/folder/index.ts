/** The face of the folder driver of content. */
export { openFolderContent } from './folder-content.ts'
export { ContentFileError } from './folder-error.ts'
export { placeNew } from './place-new.ts'
