/** How an event moves an enactment in the account: by the naive rules, with the names that the event says. */
import { clockName, type FirmEvent, type MessageSent } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import { beginEnd, receive, send, settle, veto } from '../naive-checker/naive-rules.ts'
import { type Dict, type Fate, keyOf, type World } from '../naive-checker/naive-world.ts'
import type { Account } from './account.ts'
import { endLostParts } from './parts.ts'
import { principalIn } from './principal.ts'
import { dropEnding, moveBack } from './retraction.ts'
import { factKey, lawIn, memberIn, openWork, type Work, worthOf } from './work.ts'

/** Moves the enactment of an event, opens it, or takes it out. */
export const moveWork = (account: Account, event: FirmEvent): void => {
  if (event.type === 'enactment-opened') return open(account, event)
  if (event.type === 'enactment-ended') return end(account, event)
  const work = 'enactment' in event ? account.works.get(event.enactment) : undefined
  if (work === undefined) return
  if (event.type === 'message-sent') sendIn(account, work, event)
  else if (!moveBack(work, event)) moveOn(account, work, event)
  if (endsParts.has(event.type)) endLostParts(account, work)
}

/** What may leave a part that can never open. */
const endsParts: ReadonlySet<FirmEvent['type']> = new Set([
  'message-sent',
  'effect-settled',
  'ending-begun',
  'instant-passed',
])

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

const open = (account: Account, event: Named<'enactment-opened'>): void => {
  account.opened.add(event.enactment)
  const form = account.charters.get(event.charter)?.protocols[event.protocol]
  if (form === undefined) return
  const law = lawIn(account.laws, form)
  const here = event.apart === undefined ? law : lawIn(account.laws, formHere(form, event.apart))
  account.works.set(event.enactment, openWork(event, here, account.works.get(event.parent ?? '')))
}

// A deadline belongs to the ledger whose role binds what is waited for.
const formHere = (form: ProtocolForm, apart: Dict<string>): ProtocolForm => ({
  ...form,
  deadlines: form.deadlines.filter(({ for: fact }) =>
    Object.values(form.messages).some(
      ({ from, out }) => apart[from] === undefined && out.some((one) => one.fact === fact),
    ),
  ),
})

const end = (account: Account, event: Named<'enactment-ended'>): void => {
  const work = account.works.get(event.enactment)
  account.works.delete(event.enactment)
  if (work === undefined) return
  const { round, part, key } = work.opened
  if (round === 0) {
    for (const [resource, root] of account.leases) {
      if (root === work.root) account.leases.delete(resource)
    }
  }
  const parent = account.works.get(event.parent ?? '')
  if (parent === undefined) return
  const { world, law } = parent
  if (round > 0) {
    parent.world = settle(law, beginEnd({ ...world, child: null }, event.as, false))
  } else if (part !== undefined) {
    const own = { ...world.own, [key]: { ...world.own[key], [part]: event.as } }
    parent.world = settle(law, { ...world, own })
    endLostParts(account, parent)
  }
}

const sendIn = (account: Account, work: Work, event: MessageSent): void => {
  const { form, law } = work
  const { message, by } = event
  const member = memberIn(form, message, by)
  const out = form.messages[message]?.out ?? []
  const worths = out.map(({ fact, branch }) => {
    const value = event.facts[fact]
    return (value === undefined ? undefined : worthOf(form, fact, value)) ?? branch ?? '*'
  })
  // What the clock says was sent in the world as its deadline took hold.
  if (by !== clockName) {
    const members = { ...work.world.members, ...event.sets }
    const offer = { name: message, member }
    work.world = settle(law, send(law, { ...work.world, members }, { offer, worths }))
  }
  for (const [fact, value] of Object.entries(event.facts)) {
    const key = factKey(form, fact, by)
    const { finality } = form.facts[fact] ?? {}
    work.facts.set(key, value)
    account.bound.add(boundKey(event, key))
    if (finality !== undefined && finality !== 'final') work.unsettled.set(key, finality)
  }
  for (const [role, holder] of Object.entries(event.roles ?? {})) work.roles.set(role, holder)
  for (const { path } of event.premises) work.rests.add(path)
  work.sent.set(keyOf(message, member), { message, facts: Object.keys(event.facts) })
  noteSpoken(account, work, event)
  for (const resource of event.lease ?? []) account.leases.set(resource, work.root)
  if (event.effect !== undefined) account.started.add(event.effect)
}

/** A fact of an enactment in an epoch, in which it is bound once. */
export const boundKey = ({ enactment, epoch }: MessageSent, fact: string): string =>
  `${enactment} ${epoch} ${fact}`

const noteSpoken = (account: Account, work: Work, event: MessageSent): void => {
  const role = work.form.messages[event.message]?.from ?? ''
  const spoken = work.spoken.get(role) ?? new Set()
  work.spoken.set(role, spoken.add(principalIn(account, event.by)))
}

const moveOn = (account: Account, work: Work, event: FirmEvent): void => {
  const { law, form, world } = work
  const settled = (after: World): void => void (work.world = settle(law, after))
  switch (event.type) {
    case 'effect-settled':
      return receiptIn(work, event)
    case 'undo-started':
    case 'undo-settled': {
      const key = keyOf(event.message, event.member ?? '')
      const fate: Fate = event.type === 'undo-started' ? 'undoing' : 'undone'
      const after = { ...world, fates: { ...world.fates, [key]: fate } }
      // What is undone to be opened again moves nothing else.
      if (work.reopening?.has(key) === true) work.world = after
      else settled(after)
      return
    }
    case 'ending-begun':
      settled(beginEnd(world, event.as, true))
      return overtake(work)
    case 'instant-passed':
      settled({ ...world, passed: { ...world.passed, [event.fact]: true } })
      return overtake(work)
    case 'intent-vetoed': {
      if (!event.forGood) return
      const by = account.intents.get(event.intent)?.held.by ?? ''
      return settled(
        veto(law, world, { name: event.message, member: memberIn(form, event.message, by) }),
      )
    }
    case 'message-received':
      return arrive(work, event)
    case 'role-assigned':
      return void work.roles.set(event.role, event.member)
    case 'lease-lifted':
      for (const resource of event.resources) account.leases.delete(resource)
      return
    default:
      return
  }
}

const receiptIn = (work: Work, event: Named<'effect-settled'>): void => {
  const { law, world } = work
  const { message: name, member = '', outcome, finality } = event
  const key = keyOf(name, member)
  work.world = settle(law, receive(law, world, { offer: { name, member }, outcome }))
  if (finality !== undefined && finality !== 'final') work.unsettled.set(key, finality)
  // What is about to be undone ends nothing, though its receipt came first.
  if (outcome === 'done' && work.reopening?.has(key) === true) dropEnding(work, [key])
  overtake(work)
}

// An ending that comes from elsewhere leaves nothing to be opened again.
const overtake = (work: Work): void => {
  if (work.world.ending !== '') work.reopening = undefined
}

const arrive = (work: Work, event: Named<'message-received'>): void => {
  if (event.outcome !== 'bound') return
  const { law, form, world } = work
  const facts: { [name: string]: string } = { ...world.facts }
  for (const [name, value] of Object.entries(event.facts)) {
    facts[name] ??= worthOf(form, name, value) ?? '*'
    work.facts.set(name, value)
  }
  for (const [role, member] of Object.entries(event.roles ?? {})) work.roles.set(role, member)
  const message = form.messages[event.message]
  const learned = { ...world, facts }
  const ends = message?.does === undefined ? message?.ends : undefined
  work.world = settle(law, ends === undefined ? learned : beginEnd(learned, ends, false))
}
