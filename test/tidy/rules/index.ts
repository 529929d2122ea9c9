/** Every rule of the house, in the order in which a reader would ask for them. */
export { noCircles } from './circles.ts'
export { decisionsAreNumbered } from './decisions.ts'
export { noAny, nothingMuted } from './escapes.ts'
export { facesOnlyName, nobodyImportsTheirIndex, onlyFaces } from './faces.ts'
export { importsRunDown, partsAreNamed } from './floors.ts'
export {
  noBareErrors,
  noDefaultExports,
  noEnums,
  noModuleState,
  onlyErrorsInherit,
} from './forms.ts'
export { headsSayTheJob } from './heads.ts'
export { kebabCase, noBannedNames } from './names.ts'
export { auditSharesNothing } from './outside-judge.ts'
export { fewParameters } from './parameters.ts'
export { browserSafe, pureFloors } from './pure-floors.ts'
export { fewLongFiles, fewLongFunctions, filesAreShort, functionsAreShort } from './sizes.ts'
export { testsAreSentences, testsRun } from './tests.ts'
export { lockIsWhole, noPlacesOfThisMachine, nothingUnfinished } from './unfinished.ts'
export { noAbbreviations, unitsAreSaid, wordsOfDesign } from './wording.ts'
