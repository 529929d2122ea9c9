/** What was tried and did not succeed on the same work, the same places or beside them, by whomever. */
import { formatInstant, type Instant } from '../../base/index.ts'
import { isAudience } from '../audience.ts'
import type { Attempt } from '../memory.ts'
import { nearnessOf } from '../nearness.ts'
import type { Piece } from './brief.ts'
import { sayValue, type Scene, shorten } from './scene.ts'

const attemptsMax = 12
const valueCharactersMax = 200

/** An attempt with how much it bears on this task: lower is closer. */
interface Bearing {
  readonly attempt: Attempt
  readonly rank: number
  /** How often the same thing was tried with the same outcome, and when first. */
  readonly times: number
  readonly firstAt: Instant
}

/** The closest and newest failed attempts. */
export const triedPieces = (scene: Scene): readonly Piece[] => {
  const told = new Set<string>()
  return closest(scene).map((bearing) => {
    const { attempt, rank } = bearing
    const { enactment, kind, position } = attempt
    const said = sayAttempt(scene, bearing)
    // How an enactment ended needs no second telling of what was tried in it.
    const facts = kind === 'ended' && told.has(enactment) ? '' : saidFacts(scene, attempt)
    told.add(enactment)
    const what = `${enactment} at ${position}`
    return { section: 'tried', what, text: said + facts, short: said, rank }
  })
}

const closest = (scene: Scene): readonly Bearing[] => {
  const found = new Map<string, Bearing>()
  for (const attempt of [...scene.memory.attempts.values()].toReversed()) {
    const rank = rankOf(scene, attempt)
    if (rank === undefined) continue
    const same = JSON.stringify([attempt.root, attempt.by, attempt.message, attempt.because])
    const known = found.get(same)
    const { times, firstAt } = attempt
    if (known === undefined) found.set(same, { attempt, rank, times, firstAt })
    else found.set(same, { ...known, times: known.times + times, firstAt: earlier(known, attempt) })
  }
  return [...found.values()]
    .toSorted((a, b) => a.rank - b.rank || endedLast(a) - endedLast(b))
    .slice(0, attemptsMax)
}

const earlier = (one: Pick<Attempt, 'firstAt'>, other: Pick<Attempt, 'firstAt'>): Instant =>
  one.firstAt <= other.firstAt ? one.firstAt : other.firstAt

const endedLast = ({ attempt }: Bearing): number => (attempt.kind === 'ended' ? 1 : 0)

const rankOf = (scene: Scene, attempt: Attempt): number | undefined => {
  if (scene.trace === undefined) return attempt.kind === 'ended' ? 8 : undefined
  if (attempt.root === scene.trace.root) return 4
  const nearness = nearnessOf(scene.places, attempt)
  if (nearness === 'apart') return undefined
  return nearness === 'same' ? 4 : 8
}

const sayAttempt = (scene: Scene, { attempt, times, firstAt }: Bearing): string => {
  const { enactment, message, by, kind } = attempt
  const [first, last] = [formatInstant(firstAt), formatInstant(attempt.at)]
  const often = times > 1 ? ` (${times} times, first on ${first}, last on ${last})` : ''
  const because = becauseFor(scene, attempt)
  if (kind === 'ended') return `- ${enactment} ${because}${often}`
  const where = enactment === scene.ask.enactment ? 'here' : `in ${enactment}`
  const verb = kind === 'verdict' ? 'said' : 'tried'
  return `- ${by} ${verb} ${message || 'to send'} ${where}${often}: ${because}`
}

const becauseFor = (scene: Scene, attempt: Attempt): string => {
  const judged = attempt.facts.find(({ fact }) => fact === attempt.verdict)
  return isAudience(judged?.audience, scene.reader) ? attempt.because : 'it was not good enough'
}

// What distinguishes an attempt is what was planned, bound and judged; what is the same here is in the task.
const saidFacts = (scene: Scene, attempt: Attempt): string => {
  const known = scene.enactment?.facts
  const told = attempt.facts.filter(({ fact, value, audience }) => {
    const here = known?.get(fact)?.value
    if (!isAudience(audience, scene.reader)) return false
    return here === undefined || sayValue(scene, here) !== sayValue(scene, value)
  })
  if (told.length === 0) return ''
  const said = told.map(
    ({ fact, value }) => `${fact}: ${shorten(sayValue(scene, value), valueCharactersMax)}`,
  )
  return ` (${said.join('; ')})`
}
