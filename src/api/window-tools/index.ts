/** The face of a window's tools: what both ends of their wire agree on. */
export {
  isWindowTool,
  type WindowToolAnswer,
  type WindowToolInputs,
  windowToolInputs,
  type WindowToolName,
  windowToolWords,
} from './window-tools.ts'
