/** What events take back in an enactment of the account: facts, receipts, messages that may be said once more. */
import type { FirmEvent } from '../../kernel/index.ts'
import { type Dict, keyOf, ownerOf, type World } from '../naive-checker/naive-world.ts'
import type { Work } from './work.ts'

/** Moves it by an event that takes something back, or settles it further; false where the event is none. */
export const moveBack = (work: Work, event: FirmEvent): boolean => {
  switch (event.type) {
    case 'enactment-reopened':
      reopen(work, event)
      return true
    case 'reopening-begun':
      work.reopening = new Set(event.messages)
      dropEnding(work, event.messages)
      return true
    case 'fact-retracted':
      fall(work, event)
      return true
    case 'finality-reached': {
      const key = keyOf(event.fact, event.member ?? '')
      if (event.finality === 'final') work.unsettled.delete(key)
      else work.unsettled.set(key, event.finality)
      return true
    }
    default:
      return false
  }
}

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** An ending that one of these messages brought is none any more. */
export const dropEnding = (work: Work, keys: readonly string[]): void => {
  const { world, form } = work
  const brought = keys.some((key) => {
    const ends = form.messages[key.split('@')[0] ?? '']?.ends
    return ends !== undefined && ends === world.ending && !world.asked
  })
  work.world = { ...world, ended: '', ending: brought ? '' : world.ending }
}

const reopen = (work: Work, event: Named<'enactment-reopened'>): void => {
  dropEnding(work, event.messages)
  work.epoch = event.epoch
  const gone = new Set(event.messages)
  const { world } = work
  work.world = { ...world, sent: without(world.sent, gone), fates: without(world.fates, gone) }
  for (const key of event.messages) {
    work.sent.delete(key)
    work.unsettled.delete(key)
  }
  for (const key of event.facts) unbind(work, key)
  const { passed } = work.world
  work.world = { ...work.world, passed: without(passed, new Set(event.again)) }
  if ([...(work.reopening ?? [])].every((key) => gone.has(key))) work.reopening = undefined
}

const unbind = (work: Work, key: string): void => {
  const { world, form } = work
  const [name = '', member = ''] = key.split('@')
  const gone = new Set([name])
  const mine = world.own[member]
  const isOwn = ownerOf(form, name) !== '' && mine !== undefined
  const after: World = isOwn
    ? { ...world, own: { ...world.own, [member]: without(mine, gone) } }
    : { ...world, facts: without(world.facts, gone), reserved: without(world.reserved, gone) }
  work.world = { ...after, passed: without(after.passed, gone) }
  work.facts.delete(key)
  work.unsettled.delete(key)
}

// A receipt that falls leaves its effect under way; what it made stand is reserved until it comes again.
const fall = (work: Work, event: Named<'fact-retracted'>): void => {
  const { world, form } = work
  const message = form.messages[event.fact]
  if (message === undefined) return
  const key = keyOf(event.fact, event.member ?? '')
  const standing = new Set(
    message.out.flatMap(({ fact }) => (form.facts[fact]?.stands === undefined ? [] : [fact])),
  )
  const reserved = { ...world.reserved }
  for (const fact of standing) {
    const worth = world.facts[fact]
    if (worth !== undefined) reserved[fact] = worth
  }
  const fates = { ...world.fates, [key]: 'started' as const }
  work.world = { ...world, facts: without(world.facts, standing), reserved, fates }
  work.unsettled.delete(key)
  dropEnding(work, [key])
}

const without = <T>(dict: Dict<T>, gone: ReadonlySet<string>): Dict<T> =>
  Object.fromEntries(Object.entries(dict).filter(([name]) => !gone.has(name)))
