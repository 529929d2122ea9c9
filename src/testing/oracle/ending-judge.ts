/** How an enactment ends: nothing under way, nothing half done, dependants undone before what they rest on. */
import type { FirmEvent } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import { toUndo, withFate } from '../naive-checker/naive-rules.ts'
import { keyOf } from '../naive-checker/naive-world.ts'
import type { Account } from './account.ts'
import { type Finding, findings } from './breach.ts'

/** What was wrong with an ending, or with a step of its undoing. */
export const judgeEnding = (account: Account, event: FirmEvent): readonly Finding[] => {
  if (event.type === 'enactment-ended') return judgeEnd(account, event)
  return event.type === 'undo-started' ? judgeUndo(account, event) : []
}

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

const judgeEnd = ({ works }: Account, event: Named<'enactment-ended'>): readonly Finding[] => {
  const work = works.get(event.enactment)
  if (work === undefined) return []
  const { law, world, form } = work
  const flying = withFate(law, world, 'started', 'undoing')
  const done = event.as === 'completed' ? [] : withFate(law, world, 'done')
  const left = done.filter(({ name }) => isUndone(form, name))
  const others = world.ended === event.as ? [] : [`${event.enactment} ended as ${event.as}`]
  return findings(
    0,
    ...flying.map(({ name }) => `${event.enactment} ended while ${name} was under way`),
    ...left.map(({ name }) => `${event.enactment} ended as ${event.as}, and ${name} is done`),
    ...others.map((what) => `${what}, where the rules say ${world.ended || 'nothing'}`),
  )
}

// What cannot be undone stays, and a compensation stands for good.
const isUndone = ({ messages }: ProtocolForm, name: string): boolean =>
  messages[name]?.does?.kind === 'revocable' && messages[name].undoes === undefined

// What is undone to be opened again has an order of its own, and a world that is not ending.
const judgeUndo = ({ works }: Account, event: Named<'undo-started'>): readonly Finding[] => {
  const work = works.get(event.enactment)
  const key = keyOf(event.message, event.member ?? '')
  if (work === undefined || work.reopening?.has(key) === true) return []
  const free = toUndo(work.law, work.world).map(({ name, member }) => keyOf(name, member))
  return free.includes(key)
    ? []
    : findings(0, `${key} of ${event.enactment} is undone before its turn`)
}
