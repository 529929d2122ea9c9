/** Two checkers that share no rule, asked about the same random protocols. */
import { seededRandom } from '../../base/index.ts'
import {
  check,
  compile,
  foresee,
  MalformedProtocolError,
  type ProtocolForm,
  type Verdict,
} from '../../protocol/index.ts'
import { checkNaively } from './naive-checker.ts'
import { randomProtocol } from './random-protocol.ts'

/** Which protocols are asked about. */
export interface Asking {
  readonly seed: string
  /** How many both must decide. */
  readonly count: number
  /** Above so many states a checker does not decide, and the protocol is not counted. */
  readonly statesMax: number
}

/** How it came out. */
export interface Agreement {
  /** Texts of at most three protocols on which they differ, each with its seed and both answers. */
  readonly disagreements: readonly string[]
  readonly unsafe: number
  /** Safe and not live. */
  readonly dead: number
  readonly both: number
  /** With branches, rounds, deadlines, role sets or effects. */
  readonly rich: number
}

const disagreementsMax = 3

/** Asks both about random protocols until so many are decided, or until they have differed often enough. */
export const askBoth = ({ seed, count, statesMax }: Asking): Agreement => {
  const tally = { unsafe: 0, dead: 0, both: 0, rich: 0 }
  const disagreements: string[] = []
  let all = 0
  for (let index = 0; all < count && disagreements.length < disagreementsMax; index += 1) {
    const random = seededRandom(`${seed}/${index}`, 'agreement')
    const { text, form, isRich } = randomProtocol(random)
    if (!isWellFormed(form)) continue
    const sizes = { c: 1 + random.integer(3) }
    const [other, there] = naive(form, sizes, statesMax)
    if (!isDecided(other)) continue
    const [verdict, here] = ours(form, sizes, statesMax)
    if (!isDecided(verdict)) continue
    all += 1
    tally.rich += isRich ? 1 : 0
    tally[verdict.safe ? (verdict.live ? 'both' : 'dead') : 'unsafe'] += 1
    if (here !== there) disagreements.push(`${seed}/${index}\n${text}\n${here}\n≠\n${there}`)
  }
  return { ...tally, disagreements }
}

type Sizes = { readonly [set: string]: number }

/** What both must say; the naive one reports all messages that are never sent, the other their cause. */
const gist = ({ safe, live, why }: Verdict, situations: ReadonlySet<string>): string => {
  const has = (rule: string): boolean => why.some((finding) => finding.rule === rule)
  const rules = `never ${String(has('never'))}, unreachable ${String(has('unreachable'))}`
  return `safe ${String(safe)}, live ${String(live)}, ${rules}\n${[...situations].sort().join('\n')}`
}

/** What the checker says, and the gist of it. */
export const ours = (form: ProtocolForm, sizes: Sizes, statesMax: number): [Verdict, string] => {
  const verdict = check(form, { sizes, statesMax })
  return [verdict, gist(verdict, foresee(form, sizes, statesMax).situations)]
}

/** What the naive checker says, and the gist of it. */
export const naive = (form: ProtocolForm, sizes: Sizes, statesMax: number): [Verdict, string] => {
  const { verdict, situations } = checkNaively(form, sizes, statesMax)
  return [verdict, gist(verdict, situations)]
}

/** Few random protocols name what is not there; that is refused before anything is checked. */
const isWellFormed = (form: ProtocolForm): boolean => {
  try {
    compile(form)
    return true
  } catch (error) {
    if (error instanceof MalformedProtocolError) return false
    throw error
  }
}

const isDecided = ({ safe, live }: Verdict): boolean => safe !== null && live !== null
