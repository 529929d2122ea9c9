/** What others edit now, what was tried, and what waits for a person, for the first words to a window. */
import { formatInstant } from '../../base/index.ts'
import { approverOf, menuIn } from '../../kernel/index.ts'
import { isAudience } from '../audience.ts'
import type { Attempt } from '../memory.ts'
import { nearnessOf } from '../nearness.ts'
import type { FirstPiece } from './first-layout.ts'
import type { FirstScene } from './first-scene.ts'
import { heldByOthers } from './held-by-others.ts'
import { shortened } from './say-standing.ts'

const editingMax = 12
const triedMax = 6
const waitingMax = 6
const lineCharactersMax = 200

/** Who holds what, the nearest first, and of those as near the newest. */
export const editingLines = (scene: FirstScene): readonly FirstPiece[] =>
  heldByOthers(scene, scene.ask.member)
    .map((held) => ({ held, rank: nearRank(scene, held.paths) }))
    .toSorted((a, b) => a.rank - b.rank || b.held.position - a.held.position)
    .slice(0, editingMax)
    .map(({ held, rank }) => ({
      section: 'editing',
      what: held.root,
      text: `- ${held.holders.join(', ')}: ${shortened(held.paths.join(', '), lineCharactersMax)}, since ${held.since}`,
      rank,
    }))

// In the folder of everything all are as near as can be.
const nearRank = ({ paths }: FirstScene, theirs: readonly string[]): number => {
  if (paths.length === 0) return 2
  const nearness = nearnessOf({ paths, scopes: [] }, { paths: theirs, scopes: [] })
  return nearness === 'apart' ? 4 : 1
}

/** What was tried where the window works, the newest first. */
export const triedLines = (scene: FirstScene): readonly FirstPiece[] => {
  const found: FirstPiece[] = []
  for (const attempt of [...scene.memory.attempts.values()].toReversed()) {
    if (found.length === triedMax) break
    if (!isNear(scene, attempt)) continue
    const what = `${attempt.enactment} at ${attempt.position}`
    const text = `- ${shortened(sayTried(scene, attempt), lineCharactersMax)}`
    found.push({ section: 'tried', what, text, rank: 4 })
  }
  return found
}

const isNear = ({ paths }: FirstScene, attempt: Attempt): boolean =>
  paths.length === 0 || nearnessOf({ paths, scopes: [] }, attempt) !== 'apart'

/** `eve in change:w1, 2026-01-02: verdict says fails (plan: rename by hand)`. */
export const sayTried = ({ reader }: Pick<FirstScene, 'reader'>, attempt: Attempt): string => {
  const { by, enactment, at, because, facts, verdict } = attempt
  const isReadable = (fact: string | undefined): boolean =>
    isAudience(facts.find((one) => one.fact === fact)?.audience, reader)
  const said = facts
    .filter(({ fact }) => isReadable(fact))
    .map(
      ({ fact, value }) => `${fact}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
  const what = said.length === 0 ? '' : ` (${said.join('; ')})`
  const why = isReadable(verdict) ? because : 'it was not good enough'
  return `${by} in ${enactment}, ${formatInstant(at).slice(0, 10)}: ${why}${what}`
}

/** Intents that wait for their approver, and what a person was asked and may answer. */
export const waitingLines = (scene: FirstScene): readonly FirstPiece[] =>
  [...waitingIntents(scene), ...waitingQuestions(scene)].slice(0, waitingMax)

const waitingIntents = ({ state }: FirstScene): readonly FirstPiece[] =>
  [...state.intents.values()].slice(0, waitingMax).map((intent) => {
    const said = intent.messages.map(({ message }) => message).join(', ')
    const who = approverOf(state, intent)
    const text = `- ${who}: ${intent.id}, ${said} of ${intent.by} in ${intent.enactment || 'new work'}`
    return { section: 'waiting', what: intent.id, text, rank: 4 }
  })

const waitingQuestions = ({ state }: FirstScene): readonly FirstPiece[] => {
  const people = Object.entries(state.charter?.members ?? {}).flatMap(([name, { mind, roles }]) =>
    mind.kind === 'person' || roles.includes('operator') ? [name] : [],
  )
  const found: FirstPiece[] = []
  for (const [name, woken] of state.wakes) {
    if (found.length === waitingMax) break
    const enactment = state.open.get(name)
    const who = people.find((one) => woken.has(one))
    if (enactment === undefined || who === undefined) continue
    const may = menuIn(state, enactment, who).map(({ message }) => message)
    if (may.length === 0) continue
    const text = `- ${who}: ${name} (may ${may.join(' or ')})`
    found.push({ section: 'waiting', what: name, text, rank: 4 })
  }
  return found
}
