/** Invariant 4: whether a message was on its sender's menu, from the protocol's form and the facts bound so far. */
import { clockName, type MessageSent } from '../../kernel/index.ts'
import { mayOffer } from '../naive-checker/naive-rules.ts'
import type { Account } from './account.ts'
import { type Finding, findings } from './breach.ts'
import { unsettledBelow } from './finality.ts'
import { speakerOf } from './intent.ts'
import { isHiredFor } from './principal.ts'
import { lies, overlap, resourcesOf } from './resources.ts'
import { isSetRole, memberIn, reader, type Work, worthOf } from './work.ts'

/** What was wrong with sending it. */
export const judgeMenu = (account: Account, event: MessageSent): readonly Finding[] => {
  const work = account.works.get(event.enactment)
  const { message, by, epoch } = event
  if (work === undefined) return findings(4, `${message} in ${event.enactment}, which is not open`)
  const why =
    by === clockName
      ? clockMisfit(work, message)
      : (offMenu(account, work, event) ?? roleMisfit(account, work, event))
  return findings(
    4,
    ...(why === undefined ? [] : [`${message} by ${by} was not on the menu: ${why}`]),
    ...(epoch === work.epoch ? [] : [`${message} is of epoch ${epoch}, not ${work.epoch}`]),
    ...misfits(work, event).map((fact) => `${message} binds ${fact} as it may not`),
    ...leaseMisfits(account, work, event),
  )
}

// The clock has no menu: it says, once, what its deadline made it say.
const clockMisfit = ({ sent, world }: Work, message: string): string | undefined => {
  if (sent.has(message)) return 'the clock has said it'
  return world.sent[message] === true ? undefined : 'no deadline has taken hold'
}

const offMenu = (account: Account, work: Work, event: MessageSent): string | undefined => {
  const { law, form, world } = work
  const { message, by } = event
  if (work.reopening !== undefined) return 'what it rests on is being undone'
  const { from, does } = form.messages[message] ?? { from: '' }
  const member = memberIn(form, message, by)
  if (member !== '' && world.members[from]?.includes(by) !== true) return `${by} is not ${from}`
  if (!mayOffer(law, world, { name: message, member })) return 'the protocol forbids it now'
  if (does?.kind !== 'irreversible') return undefined
  const unsettled = unsettledBelow(account, work, message)
  return unsettled === undefined ? undefined : `${unsettled} is not final`
}

const roleMisfit = (account: Account, work: Work, event: MessageSent): string | undefined => {
  const role = work.form.messages[event.message]?.from ?? ''
  if (isSetRole(work.form, role)) return undefined
  const speaker = speakerOf(account, event)
  const holder = work.roles.get(role)
  if (holder !== undefined) return holder === speaker ? undefined : `${holder} is ${role}`
  if (event.roles?.[role] !== speaker) return `${speaker} did not become ${role} with it`
  return isHiredFor(account, speaker, role) ? undefined : `${speaker} may not be ${role}`
}

/** Facts that it binds and may not, or may not in that branch, or must bind and does not. */
const misfits = (work: Work, { message, by, facts }: MessageSent): readonly string[] => {
  const { form, world } = work
  const out = form.messages[message]?.out ?? []
  const isKept = (fact: string): boolean =>
    by === clockName || (world.first === message && world.facts[fact] !== undefined)
  const named = Object.keys(facts).filter((name) => !out.some(({ fact }) => fact === name))
  const misfit = out.filter(({ fact, branch }) => {
    const value = facts[fact]
    if (value === undefined) return !isKept(fact)
    const worth = worthOf(form, fact, value)
    return worth === undefined || (branch ?? worth) !== worth
  })
  return [...named, ...misfit.map(({ fact }) => fact)]
}

/** All resources that it names or none, none that another holds, and none besides those that it holds. */
const leaseMisfits = (account: Account, work: Work, event: MessageSent): readonly string[] => {
  const { message, by, facts, lease = [] } = event
  const named = resourcesOf(work.form, message, reader(work, by, facts))
  const left = named.filter((one) => !lease.includes(one))
  const held = [...account.leases].filter(([, root]) => root === work.root).map(([one]) => one)
  const taken = [...account.leases].filter(
    ([one, root]) => root !== work.root && lease.some((other) => overlap(one, other)),
  )
  const isBesides =
    work.epoch === 0 &&
    held.some((one) => !named.includes(one)) &&
    named.some((one) => !held.some((other) => lies(one, other)))
  return [
    ...left.map((one) => `${message} does not take ${one}`),
    ...taken.map(([one, root]) => `${message} takes what ${root} holds: ${one}`),
    ...(isBesides ? [`${message} takes more beside ${held.join(', ')}`] : []),
  ]
}
