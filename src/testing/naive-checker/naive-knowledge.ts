/** What is known in a naive world, read straight from the rules. */
import type { Condition, ProtocolForm } from '../../protocol/form.ts'
import { type Fate, keyOf, ownerOf, type World, type Worth } from './naive-world.ts'

/** Who asks: the role that sends, and which member of a role set. */
export interface Asker {
  readonly role: string
  readonly member: string
}

/** What stands in one place: bound, reserved, or the fate of an effect. */
type Standing = { readonly worth?: Worth; readonly reserved?: Worth; readonly fate?: Fate }

const isReceiptOf = (form: ProtocolForm, { fact, branch }: Condition): boolean => {
  const isReceipt = branch === 'done' || branch === 'failed' || branch === 'refused'
  if (!isReceipt || form.messages[fact] === undefined) return false
  return form.facts[fact] === undefined || form.facts[fact]?.branches?.includes(branch) !== true
}

const isSetRole = (form: ProtocolForm, role: string | undefined): boolean =>
  form.roles.some((each) => each.name === role && each.set)

/** The set whose members each have this of their own, or ''. */
const holderOf = (form: ProtocolForm, condition: Condition): string => {
  if (isReceiptOf(form, condition)) {
    const from = form.messages[condition.fact]?.from
    return isSetRole(form, from) ? (from ?? '') : ''
  }
  if (form.facts[condition.fact]?.kind === 'each') {
    return condition.kind === 'fact' && condition.branch === undefined ? '' : condition.fact
  }
  return ownerOf(form, condition.fact)
}

const standingOf = (
  form: ProtocolForm,
  world: World,
  asked: { condition: Condition; member: string },
): Standing => {
  const { condition, member } = asked
  if (isReceiptOf(form, condition)) {
    const fate = world.fates[keyOf(condition.fact, member)]
    return fate === undefined ? {} : { fate }
  }
  const worth = member === '' ? world.facts[condition.fact] : world.own[member]?.[condition.fact]
  const reserved = world.reserved[condition.fact]
  return {
    ...(worth === undefined ? {} : { worth }),
    ...(reserved === undefined || member !== '' ? {} : { reserved }),
  }
}

const enables = ({ worth, fate }: Standing, branch: string | undefined): boolean =>
  fate !== undefined
    ? fate === branch
    : worth !== undefined && (branch === undefined || worth === branch)

const forbids = ({ worth, reserved, fate }: Standing, branch: string | undefined): boolean => {
  if (fate !== undefined) {
    if (branch === 'done') return ['started', 'done', 'undoing', 'undone'].includes(fate)
    return fate === branch || (branch === 'failed' && fate === 'started')
  }
  return [worth, reserved].some(
    (each) => each !== undefined && (branch === undefined || each === branch),
  )
}

/** Whether the condition holds, for `in`, or is taken, for `not`. */
export const holds = (
  form: ProtocolForm,
  world: World,
  asked: { condition: Condition; asker: Asker; as: 'in' | 'not' },
): boolean => {
  const { condition, asker } = asked
  const judge = asked.as === 'in' ? enables : forbids
  const set = holderOf(form, condition)
  const at = (member: string): boolean =>
    judge(standingOf(form, world, { condition, member }), condition.branch)
  if (set === '') return at('')
  const members = world.members[set]
  if (condition.kind === 'fact' && asker.role === set)
    return asker.member !== '' && at(asker.member)
  if (members === undefined) return false
  const met = members.filter(at).length
  if (condition.kind === 'all') return met === members.length
  return met >= (condition.kind === 'quorum' ? condition.count : 1)
}

/** The set that a condition reads as a whole, and so closes, or ''. */
export const setReadBy = (form: ProtocolForm, condition: Condition): string =>
  condition.kind === 'fact' || isReceiptOf(form, condition) ? '' : ownerOf(form, condition.fact)

/** Whether a fact, or for some member of its set, is still to be bound. */
export const isOpen = (form: ProtocolForm, world: World, fact: string): boolean => {
  const set = form.facts[fact]?.kind === 'each' ? fact : ownerOf(form, fact)
  if (set === '') return world.facts[fact] === undefined && world.reserved[fact] === undefined
  if (world.members[set] === undefined) return true
  if (world.closed[fact] === true) return false
  return (world.members[set] ?? []).some((member) => world.own[member]?.[fact] === undefined)
}
