/** The face of the inspectors: what is wrong in a repository, derived twice, and how it is mended. */
export { openView, type RepositoryView } from './finders/repository-view.ts'
export type { FindingKind, Suspicion } from './finders/suspicion.ts'
export {
  type Finding,
  inspect,
  type Inspection,
  type InspectionOptions,
  type Left,
} from './inspect.ts'
export type { Edit } from './mends/edit.ts'
export { mendOf } from './mends/mend.ts'
export { plantDefects, type PlantedDefect, type Planting } from './planting/plant-defects.ts'
export type { Claim, Verifier } from './verifiers/evidence.ts'
export { openVerifier } from './verifiers/verifiers.ts'
