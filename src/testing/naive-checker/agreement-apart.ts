/** Two checkers that share no rule, asked about the same random protocols between ledgers. */
import { seededRandom } from '../../base/index.ts'
import { checkApart, MalformedProtocolError, type ProtocolForm } from '../../protocol/index.ts'
import { checkApartNaively, type NaiveApart } from './naive-apart.ts'
import { betweenLedgers, randomProtocol } from './random-protocol.ts'

/** Which protocols are asked about. */
export interface AskingApart {
  readonly seed: string
  /** How many both must decide. */
  readonly count: number
  /** Above so many states the naive checker does not decide, and the protocol is not counted. */
  readonly statesMax: number
}

/** How it came out. */
export interface AgreementApart {
  /** Texts of at most three protocols on which they differ, each with its seed and both answers. */
  readonly disagreements: readonly string[]
  readonly unsafe: number
  /** Safe and not live. */
  readonly dead: number
  readonly both: number
  /** With branches, rounds, deadlines or effects. */
  readonly rich: number
  /** With two roles in one ledger. */
  readonly shared: number
  /** With a state that must never be, and is reached. */
  readonly never: number
}

const disagreementsMax = 3

/** Asks both about random protocols until so many are decided, or until they have differed often enough. */
export const askBothApart = ({ seed, count, statesMax }: AskingApart): AgreementApart => {
  const tally = { unsafe: 0, dead: 0, both: 0, rich: 0, shared: 0, never: 0 }
  const disagreements: string[] = []
  let all = 0
  for (let index = 0; all < count && disagreements.length < disagreementsMax; index += 1) {
    const random = seededRandom(`${seed}/${index}`, 'apart')
    const { text, form, isRich } = randomProtocol(random, betweenLedgers)
    // Half of the plain ones are enough: what is rich is where two checkers may differ.
    if (!isForLedgers(form) || (!isRich && random.integer(2) === 0)) continue
    const roles = form.roles.map(({ name }) => name)
    const isShared = roles.length > 2 && random.integer(3) === 0
    const groups = isShared ? [roles.slice(0, 2), roles.slice(2)] : roles.map((role) => [role])
    const other = checkApartNaively(form, groups, statesMax)
    if (other.safe === null) continue
    const { safe, live, why } = checkApart(form, { together: groups })
    if (safe === null || live === null) continue
    const never = why.some(({ rule }) => rule === 'never')
    const agree = safe === other.safe && live === other.live && never === other.never
    // Half of the dead are enough, too: they are asked about all the same, and not counted.
    if (agree && safe && !live && random.integer(2) === 0) continue
    all += 1
    tally.rich += isRich ? 1 : 0
    tally.shared += isShared ? 1 : 0
    tally.never += never ? 1 : 0
    tally[safe ? (live ? 'both' : 'dead') : 'unsafe'] += 1
    if (agree) continue
    const ours = gist({ safe, live, never })
    const theirs = gist(other)
    disagreements.push(`${seed}/${index} ${JSON.stringify(groups)}\n${text}\n${ours}\n≠\n${theirs}`)
  }
  return { ...tally, disagreements }
}

const gist = ({ safe, live, never }: Omit<NaiveApart, 'states'>): string =>
  `safe ${String(safe)}, live ${String(live)}, never ${String(never)}`

/** Well-formed, with nothing that only one book can order: no role set, and no fact for whoever is first. */
const isForLedgers = (form: ProtocolForm): boolean => {
  if (form.roles.some(({ set }) => set)) return false
  if (Object.values(form.facts).some(({ first }) => first === true)) return false
  try {
    checkApart(form, { statesMax: 1 })
    return true
  } catch (error) {
    if (error instanceof MalformedProtocolError) return false
    throw error
  }
}
