/** Sentences about enactments, messages and effects. */
import { clockName, type FirmEvent, type MessageSent } from '../../kernel/index.ts'
import { factsPhrase, listed, reason, receiptReason, type Telling } from './phrase.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** Somebody began a piece of work, or a round or part of it. */
export const openedSentence = (event: Named<'enactment-opened'>): string => {
  const { by, enactment, parent, part, round } = event
  if (round > 0) return `Round ${round + 1} of ${parent ?? 'its parent'} began as ${enactment}.`
  if (part !== undefined) return `${enactment} began as a part of ${parent ?? 'its parent'}.`
  const during = parent === undefined ? '' : ` during ${parent}`
  return `${by} opened ${enactment}${during}.`
}

/** What somebody said, with everything that follows from it. */
export const sentSentence = (event: MessageSent, telling: Telling): string => {
  const { by, enactment, message, facts, intent, lease, standing = [] } = event
  const clauses = [
    ...(lease === undefined ? [] : [`it holds ${listed(lease)}`]),
    ...standing.map(({ path, version }) => `${path} stands at version ${version}`),
    ...(event.effect === undefined ? [] : ['its effect has started']),
  ]
  const released = intent === undefined ? '' : `, released from ${intent}`
  const after = clauses.length === 0 ? '' : `; ${clauses.join('; ')}`
  const who = by === clockName ? 'The clock' : by
  return `${who} sent ${message} in ${enactment}${factsPhrase(facts, enactment, telling)}${released}${after}.`
}

/** A receipt came back. */
export const settledSentence = (event: Named<'effect-settled'>): string => {
  const { enactment, message, outcome, receipt, standing = [] } = event
  const stands = standing.map(({ path, version }) => `; ${path} stands at version ${version}`)
  if (outcome === 'done') return `${message} in ${enactment} is done${stands.join('')}.`
  return `${message} in ${enactment} failed${receiptReason(receipt)}.`
}

/** An effect that nobody can tell about waits for the operator. */
export const doubtedSentence = ({ enactment, message, why }: Named<'effect-doubted'>): string =>
  `Nobody can tell whether ${message} in ${enactment} happened${reason(why)}; it waits for the operator.`

/** An ending was asked for. */
export const endingSentence = ({ as, because, by, enactment }: Named<'ending-begun'>): string =>
  `${by} asked ${enactment} to end as ${as}${reason(because)}.`

/** An effect is being undone, or was. */
export const undoSentence = (event: Named<'undo-started' | 'undo-settled'>): string => {
  const { enactment, message, type } = event
  return `${message} in ${enactment} ${type === 'undo-started' ? 'is being' : 'was'} undone.`
}

/** A piece of work is over. */
export const endedSentence = ({ as, enactment }: Named<'enactment-ended'>): string =>
  as === 'completed' ? `${enactment} completed.` : `${enactment} ended as ${as}.`

/** A deadline took hold. */
export const instantSentence = ({ enactment, fact }: Named<'instant-passed'>): string =>
  `The instant ${fact} of ${enactment} has passed.`

/** What rested on an old version may be said again. */
export const reopenedSentence = (event: Named<'enactment-reopened'>): string => {
  const { because, enactment, messages } = event
  const are = messages.length === 1 ? 'is' : 'are'
  return `${listed(messages)} ${are} open again in ${enactment}, since ${because}.`
}

/** Exactly those who rest on a changed fact were told. */
export const toldSentence = (event: Named<'break-told'>): string => {
  const { enactments, from, members, path, to } = event
  const change = from === 0 ? `${path} stands now` : `${path} went from version ${from} to ${to}`
  const where = enactments.length === 0 ? '' : ` in ${listed(enactments)}`
  return `${change}: ${listed(members)} rested on it${where} and ${members.length === 1 ? 'was' : 'were'} told.`
}
