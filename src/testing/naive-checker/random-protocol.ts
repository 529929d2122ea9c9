/** Small random protocols: well-formed, and as often wrong in their rules as right. */
import type { Random } from '../../base/index.ts'
import { terseForm } from '../terse-form.ts'
import type { ProtocolForm } from '../../protocol/form.ts'

/** A random protocol in the terse notation, and what it has in it. */
export interface RandomProtocol {
  readonly text: string
  readonly form: ProtocolForm
  /** Whether it has branches, rounds, deadlines, role sets or effects. */
  readonly isRich: boolean
}

/** How often, in a hundred, something is drawn on which the verdict turns. */
export interface Shares {
  /** A message binds, besides its own, a fact that another binds. */
  readonly rivalPercent: number
  /** A message that is not the last ends the enactment. */
  readonly endingPercent: number
}

const atHome: Shares = { rivalPercent: 62, endingPercent: 22 }

/** Between ledgers most are dead, for few are told what they would read: so more have rivals, and more an end. */
export const betweenLedgers: Shares = { rivalPercent: 85, endingPercent: 50 }

interface Draft {
  readonly random: Random
  readonly shares: Shares
  readonly rich: boolean
  readonly roles: readonly string[]
  readonly set: string
  readonly facts: Map<string, string>
  /** What is known once messages so far were sent: paths that one role reads. */
  readonly known: string[]
  /** What members of the set have of their own. */
  readonly knownOfSet: string[]
  readonly names: string[]
  readonly revocable: string[]
}

const chance = (random: Random, percent: number): boolean => random.integer(100) < percent

const some = (random: Random, items: readonly string[], most: number): string[] =>
  random.shuffle([...new Set(items)]).slice(0, random.integer(most + 1))

const drawSender = ({ random, rich, roles, set }: Draft): string =>
  rich && set !== '' && chance(random, 30) ? set : random.pick(roles)

const newFact = (draft: Draft, sender: string): string => {
  const { random, rich } = draft
  const name = `f${draft.facts.size}`
  const isBranching = rich && chance(random, 40)
  const marks = [
    ...(chance(random, 5) ? ['first'] : []),
    ...(rich && chance(random, 12) ? ['stands'] : []),
  ]
  const kind = marks.length === 0 ? '' : `:${marks.join(',')}`
  draft.facts.set(name, `${name}${kind}${isBranching ? '(yes|no)' : ''}`)
  const paths = isBranching ? [name, `${name}.yes`, `${name}.no`] : [name]
  const isOwn = sender === draft.set && !marks.includes('first')
  ;(isOwn ? draft.knownOfSet : draft.known).push(...paths)
  return isBranching && chance(random, 30) ? `${name}.${random.pick(['yes', 'no'])}` : name
}

const drawOut = (draft: Draft, sender: string): string[] => {
  const { random, shares } = draft
  const out = chance(random, 75) ? [newFact(draft, sender)] : []
  const shared = [...draft.facts.keys()].filter(
    (name) => draft.known.includes(name) && !out.includes(name),
  )
  const isRival = shared.length > 0 && sender !== draft.set && chance(random, shares.rivalPercent)
  if (isRival) out.push(random.pick(shared))
  return [...new Set(out)]
}

/** How a set is read: whole, or in part; by its own member, one by one. */
const readSet = (draft: Draft, sender: string): string[] => {
  const { random, knownOfSet } = draft
  if (knownOfSet.length === 0 || !chance(random, 60)) return []
  const path = random.pick(knownOfSet)
  if (sender === draft.set && chance(random, 60)) return [path]
  return [chance(random, 50) ? `all(${path})` : `${1 + random.integer(2)}(${path})`]
}

const ends = ['completed', 'completed', 'completed', 'failed', 'cancelled']

const drawEffect = (draft: Draft, name: string): string[] => {
  const { random } = draft
  if (draft.revocable.length > 0 && chance(random, 25)) {
    const undone = random.pick(draft.revocable)
    return [`in ${undone}.done`, `undoes ${undone}`, 'does revocable undo']
  }
  const isRevocable = chance(random, 65)
  draft.known.push(`${name}.done`, `${name}.failed`)
  if (chance(random, 40)) draft.known.push(`${name}.refused`)
  if (isRevocable) draft.revocable.push(name)
  return [`does ${isRevocable ? 'revocable' : 'irreversible'} act`]
}

const merged = (clauses: readonly string[]): string => {
  const by = new Map<string, string[]>()
  for (const clause of clauses) {
    const [word = '', ...rest] = clause.split(' ')
    by.set(word, [...(by.get(word) ?? []), ...rest])
  }
  return [...by]
    .filter(([, rest]) => rest.length > 0)
    .map(([word, rest]) => `${word} ${[...new Set(rest)].join(' ')}`)
    .join('; ')
}

const drawRound = (draft: Draft): string[] => {
  const { random, names } = draft
  const from = names[0] ?? ''
  const shared = [...draft.facts.keys()].filter((name) => draft.known.includes(name))
  const keep = some(random, shared, 2)
  const kept = keep.length === 0 ? '' : ` keep ${keep.join(' ')}`
  return [`round ${from}${kept} max ${1 + random.integer(2)} then failed`]
}

const drawMessage = (draft: Draft, isLast: boolean): string => {
  const { random, rich, names } = draft
  const sender = drawSender(draft)
  const name = `m${names.length}`
  const known = draft.known.filter((path) => chance(random, 80) || path.includes('.'))
  const reads = names.length === 0 ? [] : [...some(random, known, 2), ...readSet(draft, sender)]
  // An enactment starts somewhere: what has nothing to read waits for the first fact.
  const start = reads.length === 0 && names.length > 0 && chance(random, 70) ? ['f0'] : []
  const nots = chance(random, 25) ? some(random, known, 1) : []
  const isRound = rich && names.length > 1 && sender !== draft.set && chance(random, 10)
  const isEffect = rich && !isRound && chance(random, 22)
  const isEnding = !isRound && (isLast || chance(random, draft.shares.endingPercent))
  const by = rich && draft.facts.has('until') && chance(random, 30) ? ['by until'] : []
  const clauses = [
    `in ${[...reads, ...start].join(' ')}`.trim(),
    `not ${nots.join(' ')}`.trim(),
    ...(isRound ? drawRound(draft) : []),
    ...(isEffect ? drawEffect(draft, name) : []),
    `out ${drawOut(draft, sender).join(' ')}`.trim(),
    ...(isEnding ? [`ends ${random.pick(ends)}`] : []),
    ...by,
    ...(rich && chance(random, 6) ? ['lease place'] : []),
  ]
  names.push(name)
  const to = rich && draft.set !== '' && sender !== draft.set && chance(random, 40)
  const receivers = isEffect ? 'place' : to ? draft.set : random.pick(draft.roles)
  return `${name}: ${sender} > ${receivers}; ${merged(clauses)}`
}

const drawDeadline = (draft: Draft): string[] => {
  const { random } = draft
  if (!draft.facts.has('until') || !chance(random, 60)) return []
  const waited = random.pick([...draft.facts.keys()].filter((name) => name !== 'until'))
  if (chance(random, 60)) return [`deadline ${waited} at until ends expired`]
  draft.facts.set('late', 'late')
  return ['tick: clock > a; out late', `deadline ${waited} at until sends tick`]
}

const drawNever = (draft: Draft): string[] => {
  const { random } = draft
  if (draft.known.length === 0 || !chance(random, 25)) return []
  const nots = some(random, draft.known, 1)
  const not = nots.length === 0 ? '' : ` not ${nots.join(' ')}`
  return [`never wrong in ${random.pick(draft.known)}${not}`]
}

/** A random protocol; rich ones have branches, rounds, deadlines, role sets, parts or effects. */
export const randomProtocol = (random: Random, shares: Shares = atHome): RandomProtocol => {
  const rich = chance(random, 45)
  const set = rich && chance(random, 45) ? 'c' : ''
  const roles = ['a', 'b', 'd'].slice(0, 2 + random.integer(2))
  const draft: Draft = {
    random,
    shares,
    rich,
    roles,
    set,
    facts: new Map(rich && chance(random, 35) ? [['until', 'until:instant']] : []),
    known: [],
    knownOfSet: [],
    names: [],
    revocable: [],
  }
  const first = ['f0', ...(draft.facts.has('until') ? ['until'] : [])]
  draft.facts.set('f0', 'f0')
  draft.known.push('f0')
  draft.names.push('m0')
  const opening = `m0: a > ${set === '' ? 'b' : `b ${set}`}; out ${first.join(' ')}`
  const count = 2 + random.integer(4)
  const messages = Array.from({ length: count }, (_, index) =>
    drawMessage(draft, index === count - 1),
  )
  const extra = [...drawDeadline(draft), ...drawNever(draft)]
  const text = [
    'protocol random',
    'key f0',
    `roles ${roles.join(' ')}${set === '' ? '' : ` ${set}[]`}`,
    'environments place',
    `facts ${[...draft.facts.values()].join(' ')}`,
    opening,
    ...messages,
    ...extra,
  ].join('\n')
  const form = terseForm(text)
  const isRich =
    form.deadlines.length > 0 ||
    set !== '' ||
    Object.values(form.facts).some((fact) => fact.branches !== undefined) ||
    Object.values(form.messages).some(
      (message) => message.does !== undefined || message.round !== undefined,
    )
  return { text, form, isRich }
}
