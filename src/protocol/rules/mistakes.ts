/** Every mistake of a form that can be told without running it; the checker explores the rest. */
import type { ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'
import { conditionMistakes } from './condition-rules.ts'
import { chainMistakes } from './chain-rule.ts'
import { personalMistakes } from './deciding-paths.ts'
import { factMistakes } from './fact-rules.ts'
import { messageMistakes } from './message-rules.ts'
import { nameMistakes } from './name-rules.ts'

/** What is wrong with a form, in the order in which a reader comes upon it. */
export const mistakesOf = (form: ProtocolForm): readonly Mistake[] => {
  const names = nameMistakes(form)
  if (names.length > 0) return names
  const rest = [
    ...factMistakes(form),
    ...personalMistakes(form),
    ...messageMistakes(form),
    ...conditionMistakes(form),
  ]
  return rest.length > 0 ? rest : chainMistakes(form)
}
