/** Deeds: what a window was asked for and did since, as its hooks told. They are gone with the host, and then nothing is held against it. */
import type { TreeLook } from '../../ports/index.ts'

/** What is remembered of one visit. Its person's words stay in memory. */
export interface Deeds {
  /** Whether everything that the window did came by this door. */
  readonly isWhole: boolean
  /** What it was asked for last; empty where its hooks did not tell. */
  asked: string
  /** How the tree stood when it was asked; undefined where nobody could look. */
  from: Promise<TreeLook | undefined> | undefined
  /** Whether a write of it was allowed since it was asked. */
  hasWritten: boolean
  /** What came of the last tests that it ran. */
  tests: 'none' | 'ran' | 'failed'
  /** What it was sent back with since it was asked; once is enough. */
  sentBack: string
  readonly running: Running[]
}

/** A command under way, with how the tree stood before. */
export interface Running {
  readonly command: string
  readonly look: TreeLook
  /** What others had written by then, as counted by the room. */
  readonly writes: number
}

/** Deeds of somebody who has just come, or, where they are not whole, of somebody who was here before the door. */
export const noDeeds = (isWhole: boolean): Deeds => ({
  isWhole,
  asked: '',
  from: undefined,
  hasWritten: false,
  tests: 'none',
  sentBack: '',
  running: [],
})

/** Whether these are the words that a window was sent back with: an agent may hand them on as if a person had asked. */
export const isSentBackWith = ({ sentBack }: Deeds, said: string): boolean =>
  sentBack !== '' && said.includes(sentBack)

/** Begins anew with what a window is asked for. */
export const askAgain = (deeds: Deeds, said: string): void => {
  deeds.asked = said.slice(0, askedCharactersMax)
  deeds.hasWritten = false
  deeds.running.length = 0
  deeds.sentBack = ''
}

const askedCharactersMax = 2_000

/** Whether a command looks as if it ran tests: by its words, or as what the goals are measured by. */
export const runsTests = (command: string, measures: readonly string[]): boolean =>
  command.split(/&&|\|\||[;|\n]/).some((part) => !looks.test(part) && testWords.test(part)) ||
  measures.some((measure) => measure.trim() !== '' && command.includes(measure.trim()))

/** A word of a command that runs tests where it stands alone, as a script, a target or a program does. */
const testWords =
  /(?<![\w.-])(?:(?:[\w.-]*\/)*(?:run-?)?(?:unit-?|e2e-?)?(?:tests?|specs?|checks?|verify|ci)(?:[:.-][\w.:-]*)?|vitest|jest|mocha|karma|cypress|playwright|pytest|unittest|rspec|phpunit|ctest|tap|ava|tox|nox|make|mvn|gradlew?|\.\/gradlew|npm t|node --test)(?![\w/.-])/i

/** What only looks, or moves between versions, runs no tests whatever else it names. */
const looks =
  /^\s*(?:sudo\s+)?(?:ls|cat|less|head|tail|grep|rg|ag|find|fd|sed|awk|wc|tree|stat|file|diff|echo|printf|cd|cp|mv|rm|mkdir|touch|git)\b/
