/** What changes between this firm and others: who holds which role, and how they are reached. */
import { encodeCanonical } from '../../../base/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { Neighbour } from '../../neighbour.ts'

/** Roles that go to other firms or come back, and neighbours that come, go or change. */
export const apartChanges = (before: CharterForm, after: CharterForm): readonly string[] => [
  ...namesIn(before.apart, after.apart).flatMap((protocol) => roleMoves(before, after, protocol)),
  ...namesIn(before.neighbours, after.neighbours).flatMap((firm) =>
    neighbourChanges(firm, before.neighbours?.[firm], after.neighbours?.[firm]),
  ),
]

/** Whether a protocol is enacted between other firms than before. */
export const isSpreadAnew = (before: CharterForm, after: CharterForm, protocol: string): boolean =>
  encodeCanonical(before.apart?.[protocol] ?? {}) !== encodeCanonical(after.apart?.[protocol] ?? {})

const namesIn = (before: object | undefined, after: object | undefined): readonly string[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].toSorted()

const roleMoves = (
  before: CharterForm,
  after: CharterForm,
  protocol: string,
): readonly string[] => {
  const [was, is] = [before.apart?.[protocol], after.apart?.[protocol]]
  if (after.protocols[protocol] === undefined) return []
  return namesIn(was, is).flatMap((role) => {
    const [from, to] = [was?.[role] ?? 'this firm', is?.[role] ?? 'this firm']
    return from === to ? [] : [`${role} of ${protocol} is now held by ${to} (before: ${from})`]
  })
}

const neighbourChanges = (
  firm: string,
  was: Neighbour | undefined,
  is: Neighbour | undefined,
): readonly string[] => {
  if (is === undefined) return [`${firm} is no neighbour any more: its letters are not verified`]
  if (was === undefined) {
    return [`${firm} is a neighbour: key ${shortKey(is)}, letters go to ${is.letterbox}`]
  }
  return [
    ...(was.key === is.key
      ? []
      : [`${firm} now signs with the key ${shortKey(is)} (before: ${shortKey(was)})`]),
    ...(was.letterbox === is.letterbox
      ? []
      : [`letters to ${firm} now go to ${is.letterbox} (before: ${was.letterbox})`]),
  ]
}

const shortKey = ({ key }: Neighbour): string => `${key.slice(0, 12)}…`
