/** Who comes, who goes, who does what by which mind from now on. */
import { encodeCanonical } from '../../../base/index.ts'
import type { CharterForm, MemberForm } from '../../charter-form.ts'
import { formatAmount } from '../amount.ts'

/** Members that come, go or change. */
export const peopleChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  const names = [...new Set([...Object.keys(before.members), ...Object.keys(after.members)])]
  return names.toSorted().flatMap((name) => {
    const [was, is] = [before.members[name], after.members[name]]
    if (was === undefined) {
      return is === undefined ? [] : [`${name} joins as ${andList(is.roles)}: ${formatMind(is)}`]
    }
    if (is === undefined) return [`${name} leaves (was ${andList(was.roles)})`]
    return changesOf(name, was, is)
  })
}

const changesOf = (name: string, was: MemberForm, is: MemberForm): readonly string[] => {
  const more = is.roles.filter((role) => !was.roles.includes(role))
  const less = was.roles.filter((role) => !is.roles.includes(role))
  const minds = [formatMind(was), formatMind(is)]
  const costs = [formatCost(was), formatCost(is)]
  return [
    ...(more.length > 0 ? [`${name} is now also ${andList(more)}`] : []),
    ...(less.length > 0 ? [`${name} is no longer ${andList(less)}`] : []),
    ...(sameMind(was, is) ? [] : [`${name} now thinks by ${minds[1]} (before: ${minds[0]})`]),
    ...(was.principal === is.principal ? [] : [`${name} now answers to ${is.principal}`]),
    ...(costs[0] === costs[1]
      ? []
      : [`a turn of ${name} may now cost ${costs[1]} (before: ${costs[0]})`]),
    ...(was.turnsAtOnce === is.turnsAtOnce
      ? []
      : [`${name} now takes ${is.turnsAtOnce} turns at once (before: ${was.turnsAtOnce})`]),
  ]
}

/** Whether two members think by the same mind with the same options. */
export const sameMind = (was: MemberForm, is: MemberForm): boolean =>
  was.mind.kind === is.mind.kind &&
  encodeCanonical(was.mind.options) === encodeCanonical(is.mind.options)

/** A mind as people call it, with its arguments: `claude`, `command fix --all`, `script eve.ts`. */
export const formatMind = ({ mind: { kind, options } }: MemberForm): string => {
  const { agent, program, args, model, file } = options
  const listed = Array.isArray(args) ? args : []
  const parts = [agent ?? program ?? file, ...(model === undefined ? [] : [model]), ...listed]
  const said = parts.filter((part) => typeof part === 'string').join(' ')
  const name = kind === 'coding-agent' ? '' : kind
  return `${name} ${said}`.trim()
}

const formatCost = ({ turnCost }: MemberForm): string => {
  const { minutes, tokens, moneyMillionths, currency } = turnCost
  const said = [
    ...(minutes === undefined ? [] : [formatAmount({ unit: 'minutes', count: minutes })]),
    ...(tokens === undefined ? [] : [formatAmount({ unit: 'tokens', count: tokens })]),
    ...(moneyMillionths === undefined || currency === undefined
      ? []
      : [formatAmount({ unit: 'money', count: moneyMillionths, currency })]),
  ]
  return said.length === 0 ? 'what is not metered' : andList(said)
}

/** Roles whose holders are others from now on. */
export const roleChanges = (before: CharterForm, after: CharterForm): readonly string[] =>
  [...new Set([...rolesOf(before), ...rolesOf(after)])].toSorted().flatMap((role) => {
    if (!rolesOf(after).includes(role)) return [`there is no ${role} any more`]
    const is = formatHolders(after, role)
    if (!rolesOf(before).includes(role)) return [`${role} is new, held by ${is}`]
    const was = formatHolders(before, role)
    return was === is ? [] : [`${role} is now held by ${is} (before: ${was})`]
  })

const rolesOf = ({ protocols }: CharterForm): readonly string[] =>
  Object.values(protocols).flatMap(({ roles }) => roles.map(({ name }) => name))

const formatHolders = (charter: CharterForm, role: string): string => {
  const hired = holdersIn(charter, role)
  const [operator = 'nobody'] = holdersIn(charter, 'operator')
  return hired.length === 0 ? `${operator}, the operator` : andList(hired)
}

/** Members that a charter gives a role. */
export const holdersIn = ({ members }: CharterForm, role: string): readonly string[] =>
  Object.entries(members)
    .filter(([, { roles }]) => roles.includes(role))
    .map(([name]) => name)
    .toSorted()

/** `a, b and c`. */
export const andList = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? 'nothing')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
