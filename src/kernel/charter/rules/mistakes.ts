/** Everything that is wrong with a charter as it is written, in the order of its words. */
import type { CharterMistake } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'
import { budgetMistakes } from './budget-rules.ts'
import { distinctMistakes } from './distinct-rules.ts'
import { environmentMistakes } from './environment-rules.ts'
import { gateMistakes } from './gate-rules.ts'
import { memberMistakes } from './member-rules.ts'
import { namingMistakes } from './naming-rules.ts'
import { observationMistakes } from './observation-rules.ts'
import { protocolMistakes } from './protocol-rules.ts'
import { scheduleMistakes } from './schedule-rules.ts'
import { scriptMistakes } from './script-rules.ts'

/** All mistakes that the charter's own words show. What forbidden messages do is judged after them. */
export const mistakesIn = (name: string, spec: AnyFirmSpec): readonly CharterMistake[] => [
  ...namingMistakes(name, spec),
  ...memberMistakes(spec),
  ...scriptMistakes(spec),
  ...protocolMistakes(spec),
  ...environmentMistakes(spec),
  ...distinctMistakes(spec),
  ...gateMistakes(spec),
  ...budgetMistakes(spec),
  ...scheduleMistakes(spec),
  ...observationMistakes(spec),
]
