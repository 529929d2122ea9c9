/** Weighs what a window says at its end against git and against what ran in it. What cannot be known is not held against it. */
import type { TreeLook } from '../../ports/index.ts'
import { covers, editsIn } from '../edits.ts'
import { deedsOf, type Room } from '../room.ts'
import type { Visit } from '../visit.ts'
import { type Claim, claimsIn } from './claims-in.ts'
import type { Deeds } from './deeds.ts'

/** A claim that does not hold. */
export interface HollowClaim {
  readonly kind: Claim['kind']
  /** To the window, as a sentence. */
  readonly told: string
  /** For the ledger: what was said without the words of who said it. */
  readonly noted: string
}

/** The claims of its last words that do not hold. */
export const weighClaims = async (
  room: Room,
  visit: Visit,
  said: string,
): Promise<readonly HollowClaim[]> => {
  const deeds = deedsOf(room, visit)
  const weighed = claimsIn(said, deeds.asked).map(async (claim) => {
    switch (claim.kind) {
      case 'passed':
        return weighTests(deeds, claim)
      case 'commit':
        return await weighCommit(room, claim)
      case 'changed':
        return await weighChange(room, visit, claim)
    }
  })
  return (await Promise.all(weighed)).flatMap((one) => (one === undefined ? [] : [one]))
}

const weighTests = ({ isWhole, tests }: Deeds, { kind, words }: Claim): HollowClaim | undefined => {
  if (!isWhole || tests === 'ran') return undefined
  const what =
    tests === 'failed'
      ? 'the last run of them in its window failed'
      : 'no command of its window ran any'
  const told =
    tests === 'failed'
      ? 'the last run of tests in this window failed'
      : 'no command of this window ran any'
  return {
    kind,
    told: `You say that tests pass (“${briefly(words)}”), and ${told}.`,
    noted: `tests pass, and ${what}`,
  }
}

const weighCommit = async (
  { options }: Room,
  { kind, words, name }: Extract<Claim, { readonly kind: 'commit' }>,
): Promise<HollowClaim | undefined> => {
  const has = await options.tree.hasCommit(name).catch(() => true)
  if (has) return undefined
  return {
    kind,
    told: `You name the commit ${name} (“${briefly(words)}”), and the repository has none of that name.`,
    noted: `there is a commit ${name}, and the repository has none of that name`,
  }
}

const weighChange = async (
  room: Room,
  visit: Visit,
  { kind, words }: Claim,
): Promise<HollowClaim | undefined> => {
  const { hasWritten, from } = deedsOf(room, visit)
  const look = hasWritten ? undefined : await from
  if (look === undefined || (await hasChanged(room, visit, look))) return undefined
  return {
    kind,
    told: `You say that something is done (“${briefly(words)}”), and nothing in the repository has changed since you were asked.`,
    noted: 'something was changed, and nothing in the repository had',
  }
}

// What another holds is what that one wrote.
const hasChanged = async ({ host }: Room, visit: Visit, look: TreeLook): Promise<boolean> => {
  const changes = await look.changes().catch(() => undefined)
  if (changes === undefined || changes.hasMoved) return true
  const others = editsIn(host.state).filter(({ seat }) => seat !== visit.seat)
  return changes.paths.some(
    (path) => !others.some(({ paths }) => paths.some((held) => covers(held, path))),
  )
}

const briefly = (words: string): string =>
  words.length <= wordsMax ? words : `${words.slice(0, wordsMax - 1).trimEnd()}…`

const wordsMax = 120
