/** The charter's policy on one message, judged once more: which lines hold, and which verdict is the strictest. */
import { encodeCanonical, isJsonObject, type Json } from '../../base/index.ts'
import type { GateForm, PolicyTest } from '../../kernel/index.ts'
import type { EffectForm, ProtocolForm } from '../../protocol/index.ts'
import type { Account } from './account.ts'
import { principalIn } from './principal.ts'
import { recordOf } from './record.ts'
import { valueAlong } from './resources.ts'

/** Whether a test holds; it may be that nobody can tell. */
type Answer = 'yes' | 'no' | 'hidden'

/** From the loosest to the strictest. */
const order: readonly GateForm['kind'][] = [
  'silent',
  'inform',
  'veto',
  'approval',
  'verified',
  'forbid',
]

/** How strict a verdict is. */
export const strictnessOf = ({ kind }: GateForm): number => order.indexOf(kind)

/** Whether a verdict lets a message go by itself. */
export const isFree = (gate: GateForm): boolean => strictnessOf(gate) < order.indexOf('veto')

/** A message of a protocol, with what may be known of its enactment. */
export interface Asked {
  readonly form: ProtocolForm
  readonly message: string
  readonly read: (name: string) => Json | undefined
  /** Who holds a role there. */
  readonly holderOf: (role: string) => string | undefined
}

/** The strictest verdicts on a message: one, or several that are equally strict. */
export const verdictsOn = (account: Account, asked: Asked): readonly GateForm[] => {
  const { form, message } = asked
  const lines = (account.charter?.policy ?? [])
    .filter((line) => line.protocol === form.name && line.message === message)
    .map(({ gate, when }) => ({
      gate,
      says: when === undefined ? 'yes' : ask(account, asked, when),
    }))
  const holding = lines.filter(({ says }) => says === 'yes').map(({ gate }) => gate)
  const hidden = lines.filter(({ says }) => says === 'hidden').map(({ gate }) => gate)
  const unnamed = holding.length === 0 ? [unnamedGate(form.messages[message]?.does)] : []
  const all = [...holding, ...hidden, ...unnamed]
  const strictest = Math.max(...all.map(strictnessOf))
  return all.filter((gate) => strictnessOf(gate) === strictest)
}

const unnamedGate = (does: EffectForm | undefined): GateForm => {
  if (does?.kind === 'irreversible') return { kind: 'approval', who: 'operator' }
  return { kind: does === undefined ? 'silent' : 'inform' }
}

const ask = (account: Account, asked: Asked, test: PolicyTest): Answer => {
  if (test.kind === 'fact') return compare(asked, test)
  if (test.kind === 'record') {
    const holder = asked.holderOf(test.role)
    const { kept, broken } = recordOf(
      account,
      holder === undefined ? '' : principalIn(account, holder),
      test.domain,
    )
    return kept >= test.keptMin && broken <= test.brokenMax ? 'yes' : 'no'
  }
  if (test.kind === 'not') return opposite(ask(account, asked, test.test))
  const answers = test.tests.map((one) => ask(account, asked, one))
  const [decisive, other]: readonly Answer[] = test.kind === 'all' ? ['no', 'yes'] : ['yes', 'no']
  if (answers.includes(decisive ?? 'no')) return decisive ?? 'no'
  return answers.includes('hidden') ? 'hidden' : (other ?? 'no')
}

const opposite = (answer: Answer): Answer =>
  answer === 'hidden' ? answer : answer === 'yes' ? 'no' : 'yes'

const compare = (
  { read }: Asked,
  { path, is, value }: PolicyTest & { readonly kind: 'fact' },
): Answer => {
  const steps = path.split('.')
  const isHidden = steps.some((_step, index) => {
    const above = valueAlong(read, steps.slice(0, index + 1).join('.'))
    return isJsonObject(above) && '$content' in above
  })
  if (isHidden) return 'hidden'
  const found = valueAlong(read, path)
  if (is === 'equal' || is === 'unequal') {
    const isSame = found !== undefined && encodeCanonical(found) === encodeCanonical(value)
    return isSame === (is === 'equal') ? 'yes' : 'no'
  }
  if (typeof found !== 'number' || typeof value !== 'number') return 'no'
  return (is === 'above' ? found > value : found < value) ? 'yes' : 'no'
}
