/** Invariant 5: whether every premise stood, by versions that the oracle counted itself. */
import { clockName, type FirmEvent, type MessageSent } from '../../kernel/index.ts'
import type { Account } from './account.ts'
import { type Finding, findings } from './breach.ts'
import { isOperatorsHand } from './principal.ts'
import { standingVersion } from './standing.ts'

/** What was wrong with the premises of a message. */
export const judgePremises = (account: Account, event: MessageSent): readonly Finding[] => {
  const broken = event.premises.flatMap(({ path, version }) => {
    const now = standingVersion(account, path)
    return now === version ? [] : [`${path} stood at ${now}, not at ${version}`]
  })
  return findings(5, ...broken, ...unusedOf(account, event), ...heldStill(account, event))
}

// What a turn was given holds, unless it was told of the change while it ran.
const unusedOf = ({ turns, told }: Account, { turn = '', premises }: MessageSent) => {
  const given = turns.get(turn)
  if (given === undefined || told.has(turn)) return []
  return given.premises.flatMap(({ path, version }) => {
    const used = premises.find((premise) => premise.path === path)?.version
    return used === version
      ? []
      : [`${turn} was given ${path} at ${version}, and used ${used ?? 'none'}`]
  })
}

// What another keeps still is not superseded, but by time, the operator, or who holds something for longer.
const heldStill = (account: Account, event: MessageSent): readonly string[] => {
  const { by, intent = '', at } = event
  const release = account.intents.get(intent)?.releasedBy ?? clockName
  if (by === clockName || isOperatorsHand(account, by) || release !== clockName) return []
  const since = account.holds.find(({ member }) => member === by)?.position ?? Infinity
  return (event.standing ?? []).flatMap(({ path }) => {
    const kept = account.holds.find(
      ({ member, paths, position, until }) =>
        member !== by && paths.includes(path) && position < since && until > at,
    )
    return kept === undefined ? [] : [`${path} was changed under ${kept.id}`]
  })
}

/** What was wrong with the versions that an event makes stand: each follows the one before it. */
export const judgeVersions = (account: Account, event: FirmEvent): readonly Finding[] => {
  if (!('standing' in event)) return []
  const standing = event.standing ?? []
  return standing.flatMap(({ path, version }) => {
    const now = standingVersion(account, path)
    const what = `${path} came to stand at ${version} after ${now}`
    return version === now + 1 ? [] : findings(1, what)
  })
}
