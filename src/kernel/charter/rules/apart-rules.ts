/** Roles that other firms hold: who holds what, and what a protocol must leave out to be enacted between ledgers. */
import type { MessageForm, ProtocolForm } from '../../../protocol/index.ts'
import { oneBookReasons } from '../../../protocol/machine/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import type { Elsewhere } from '../../elsewhere.ts'
import type { CharterMistake } from '../charter-error.ts'

type Judged = Pick<CharterForm, 'name' | 'members' | 'protocols' | 'apart' | 'neighbours'>

/** What is wrong with the roles that a charter gives to other firms. */
export const apartMistakes = (charter: Judged): readonly CharterMistake[] => [
  ...neighbourMistakes(charter),
  ...Object.entries(charter.apart ?? {}).flatMap(([name, elsewhere]) => {
    const place = `apart.${name}`
    const form = charter.protocols[name]
    if (form === undefined) {
      const sentence = `'${name}' is no protocol of this firm`
      return [{ place, sentence, mend: 'Add it to protocols, or leave it out here.' }]
    }
    return [
      ...holderMistakes(charter, elsewhere, { place, form }),
      ...oneBookReasons(form).map(({ sentence, mend }) => ({ place, sentence, mend })),
      ...Object.entries(form.messages).flatMap(([message, written]) =>
        messageMistakes({ place: `${place}, message ${message}`, form, elsewhere }, written),
      ),
    ]
  }),
]

// A firm whose key is not known here could be anybody.
const neighbourMistakes = ({ apart, neighbours }: Judged): readonly CharterMistake[] => {
  const named = new Set(Object.values(apart ?? {}).flatMap((roles) => Object.values(roles)))
  const unknown = [...named].flatMap((firm) => {
    if (neighbours?.[firm] !== undefined) return []
    const sentence = `'${firm}' holds roles, and its key is not known`
    return [
      { place: 'neighbours', sentence, mend: `Add what stands in neighbour.json of ${firm}.` },
    ]
  })
  const unfit = Object.entries(neighbours ?? {}).flatMap(([firm, { key, letterbox }]) => {
    const place = `neighbours.${firm}`
    const mend = `Take both words from neighbour.json of ${firm}.`
    const isKey = /^[0-9a-f]{64}$/.test(key)
    return [
      ...(isKey ? [] : [{ place, sentence: 'its key is not 64 hex digits', mend }]),
      ...(letterbox === '' ? [{ place, sentence: 'its letterbox is no folder', mend }] : []),
    ]
  })
  return [...unknown, ...unfit]
}

interface At {
  readonly place: string
  readonly form: ProtocolForm
}

const holderMistakes = (
  { name, members }: Judged,
  elsewhere: Elsewhere,
  { place, form }: At,
): readonly CharterMistake[] => {
  const roles = form.roles.map((role) => role.name)
  const held = Object.entries(elsewhere).flatMap(([role, firm]) => {
    if (!roles.includes(role)) {
      const mend = `Its roles are ${roles.join(', ')}.`
      return [{ place, sentence: `'${form.name}' has no role '${role}'`, mend }]
    }
    if (firm !== name && members[firm] === undefined) return []
    const sentence = `'${role}' is given to '${firm}', which is ${firm === name ? 'this firm' : 'a member here'}`
    return [{ place, sentence, mend: 'Name another firm, or leave the role out here.' }]
  })
  if (roles.some((role) => elsewhere[role] === undefined)) return held
  const sentence = `every role of '${form.name}' is held by another firm`
  return [...held, { place, sentence, mend: 'Leave out the roles that this firm holds.' }]
}

const messageMistakes = (
  at: At & { readonly elsewhere: Elsewhere },
  message: MessageForm,
): readonly CharterMistake[] => {
  const { place, form, elsewhere } = at
  const away = message.to.filter((role) => elsewhere[role] !== undefined)
  if (away.length === 0) return []
  if (message.from === 'clock') {
    const sentence = `the clock of one ledger does not speak to ${away.join(', ')} in another`
    return [{ place, sentence, mend: 'Let a role say it, or let the deadline end the enactment.' }]
  }
  if (elsewhere[message.from] !== undefined) return []
  const carried = new Set([...message.in, ...message.out].map(({ fact }) => fact))
  const told = new Set([...form.key, ...carried])
  return [...carried].flatMap((fact) => {
    const { personal } = form.facts[fact] ?? {}
    if (personal !== undefined && !told.has(personal)) {
      const sentence = `it carries '${fact}', which is personal, and not '${personal}', whom that is about`
      const mend = `Let it read '${personal}' too: without it ${away.join(', ')} cannot erase '${fact}'.`
      return [{ place, sentence, mend }]
    }
    const audience = form.facts[fact]?.audience
    if (audience === undefined || away.every((role) => audience.includes(role))) return []
    const sentence = `it carries '${fact}', which ${away.join(', ')} may not read`
    return [{ place, sentence, mend: `Let it not read '${fact}', or widen who may read that.` }]
  })
}
