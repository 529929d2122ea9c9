/** Who a commit names as author and committer, passed in and never read from the machine. */
import { formatInstant, type Instant } from '../../base/index.ts'

/** A name and an address for commits. */
export interface Identity {
  readonly name: string
  readonly email: string
}

/** The identity of a member of a firm; the domain is one that can never exist. */
export const memberIdentity = (member: string): Identity => ({
  name: cleanName(member),
  email: `${cleanName(member)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')}@firm.invalid`,
})

/** The variables by which git learns who commits and when. */
export const identityVariables = (
  author: Identity,
  committer: Identity,
  at: Instant,
): { readonly [name: string]: string } => {
  const date = formatInstant(at).replace(/\.\d+Z$/, 'Z')
  return {
    GIT_AUTHOR_NAME: cleanName(author.name),
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: cleanName(committer.name),
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: date,
  }
}

/** Git refuses a name that has nothing but punctuation, and would cut one at a line end. */
const cleanName = (name: string): string => {
  const cleaned = oneLine(name).replaceAll(/[<>]/g, '')
  return /[\p{L}\p{N}]/u.test(cleaned) ? cleaned : 'member'
}

/** The text on one line, so that it cannot add a line of its own to a commit's message. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
