/** The face of the repositories whose defects are known. */
export {
  type DefectiveRepository,
  plantDefectiveRepository,
  plotDefects,
} from './defective-repository.ts'
export type { PlantedDefect, Plot } from './plot.ts'
