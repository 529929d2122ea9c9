/** The commits that effects made: how their messages carry the effect's key, and how they are found. */
import { assert } from '../../base/index.ts'
import type { EffectOrder } from '../../host/ports/index.ts'
import { oneLine } from './identity.ts'
import { type Commit, type GitPlace, readHistory, resolveCommit } from './reader/index.ts'

/** What a commit says of an effect: that it made it, or that it undid it. */
export type EffectTrailer = 'Firm-Effect' | 'Firm-Undoes'

/** The message of such a commit; its last paragraph names the effect. */
export const describeEffect = (
  title: string,
  order: EffectOrder,
  trailer: EffectTrailer,
): string => {
  assert(/^[\w.:-]+$/.test(order.key), 'the key of an effect is one word')
  const trailers = [
    `${trailer}: ${order.key}`,
    `Firm-Enactment: ${oneLine(order.enactment)}`,
    `Firm-Message: ${oneLine(order.message)}`,
    `Firm-Member: ${oneLine(order.by)}`,
  ]
  return `${oneLine(title)}\n\n${trailers.join('\n')}\n`
}

/** A branch of the firm's own. */
export interface FirmBranch {
  readonly place: GitPlace
  /** Such as `firm/main`. */
  readonly branch: string
}

/**
 * The commit of an effect on the branch itself, as the branch stood at `tip`. What was merged into
 * the branch is not looked at: a member writes the messages there, and could name any key. Whoever
 * moves the branch afterwards moves it from the same tip, or two could both find nothing.
 */
export const findEffectCommit = async (
  { place, branch }: FirmBranch,
  tip: string,
  line: `${EffectTrailer}: ${string}`,
): Promise<Commit | undefined> => {
  const since = await resolveCommit(place, startReference(branch))
  const found = await readHistory(place, tip, {
    firstParent: true,
    mentions: line,
    ...(since === undefined ? {} : { since }),
  })
  return found.find((commit) => lastParagraph(commit.message).includes(line))
}

/** Where the branch began: nothing before it can be an effect of the firm. */
export const startReference = (branch: string): string => `refs/firm/start/${branch}`

const lastParagraph = (message: string): readonly string[] =>
  message.slice(message.lastIndexOf('\n\n') + 2).split('\n')
