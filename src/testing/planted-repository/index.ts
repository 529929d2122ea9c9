/** The face of the repositories whose defects are known. */
export { applyEdits, type EditLike } from './apply-edits.ts'
export {
  type DefectiveRepository,
  plantDefectiveRepository,
  plotDefects,
} from './defective-repository.ts'
export type { PlantedDefect, Plot } from './plot.ts'
