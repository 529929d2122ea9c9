/** The verb `answer`: a person's words become the message that an open enactment waits for. */
import { z } from 'zod'
import { type Json, type JsonObject, type Outcome, refused } from '../../base/index.ts'
import {
  boundNames,
  type Enactment,
  type FirmState,
  menuIn,
  messageOf,
} from '../../kernel/index.ts'
import { actAs } from './act.ts'
import { type Desk, type HostVerb, hostVerb } from './host-verb.ts'
import { submit } from './submit.ts'
import { textValue } from './text-value.ts'

const args = z.object({
  /** An enactment, or its key where only one has it. */
  id: z.string(),
  text: z.string(),
  by: z.string(),
  message: z.string().exactOptional(),
})

type Asked = z.output<typeof args>

export const answer: HostVerb = hostVerb(args, async (desk, asked) => {
  const { host } = desk
  const found = enactmentOf(host.state, asked.id)
  if (!found.ok) return found
  const doubted = doubtIn(found.value)
  if (doubted !== undefined && (asked.text === 'done' || asked.text === 'failed')) {
    return await settle(desk, { effect: doubted, outcome: asked.text, by: asked.by })
  }
  const fitting = answersIn(host.state, found.value, asked)
  const [only, ...others] = preferred(found.value, fitting)
  if (only === undefined) return nothingFits(host.state, found.value, asked)
  if (others.length > 0) return severalFit(found.value.id, [only, ...others])
  return await actAs(host, asked.by, { enactment: found.value.id, ...only })
})

const enactmentOf = (state: FirmState, id: string): Outcome<Enactment, string> => {
  const exact = state.open.get(id)
  const named = [...state.open.values()].filter(({ key }) => key === id)
  const [first = exact, ...others] = exact === undefined ? named : [exact]
  if (first === undefined) {
    const open = [...state.open.keys()].join(', ') || 'nothing'
    return refused('no-such-enactment', `${id} is not open`, `Open: ${open}.`)
  }
  if (others.length === 0) return { ok: true, value: first }
  const names = named.map((one) => one.id).join(', ')
  return refused('ambiguous', `${id} is the key of several: ${names}`, 'Name one of them in full.')
}

// What no environment can tell, the operator can: that it happened, or that it did not.
const doubtIn = ({ effects }: Enactment): string | undefined =>
  [...effects.values()].find(({ doubt, receipt }) => doubt !== undefined && receipt === undefined)
    ?.key

const settle = async (
  { host }: Desk,
  settled: { readonly effect: string; readonly outcome: 'done' | 'failed'; readonly by: string },
): Promise<Outcome<Json, string>> => {
  const { effect, outcome, by } = settled
  const receipt = outcome === 'done' ? { by } : { by, why: `${by} says that it did not happen` }
  return await submit(host, { type: 'settle-effect', effect, outcome, receipt }, () => ({
    effect,
    outcome,
  }))
}

interface Answering {
  readonly message: string
  readonly facts: JsonObject
}

const answersIn = (state: FirmState, enactment: Enactment, asked: Asked): readonly Answering[] =>
  menuIn(state, enactment, asked.by).flatMap(({ message }) => {
    if (asked.message !== undefined && message !== asked.message) return []
    const facts = factsFrom(enactment, message, asked)
    return facts === undefined ? [] : [{ message, facts }]
  })

// One open fact takes the words; a message that binds nothing is named by them.
const factsFrom = (enactment: Enactment, name: string, { text }: Asked): JsonObject | undefined => {
  const { form } = enactment.machine
  const [fact, ...others] = boundNames(enactment, messageOf(enactment.machine, name))
  if (fact === undefined) return text === name ? {} : undefined
  if (others.length > 0) return undefined
  const branch = form.messages[name]?.out.find((one) => one.fact === fact)?.branch
  const said = branch === undefined ? text : `${branch}: ${text}`
  const value = textValue(said, form.facts[fact]?.schema ?? {})
  return value === undefined ? undefined : { [fact]: value }
}

/** A message whose name was given as the answer, else one that does not end the work badly. */
const preferred = ({ machine }: Enactment, fitting: readonly Answering[]): readonly Answering[] => {
  const named = fitting.filter(({ facts }) => Object.keys(facts).length === 0)
  if (named.length > 0) return named
  const good = fitting.filter(({ message }) => {
    const ends = machine.form.messages[message]?.ends
    return ends === undefined || ends === 'completed'
  })
  return good.length > 0 ? good : fitting
}

const severalFit = (enactment: string, fitting: readonly Answering[]): Outcome<Json, string> => {
  const names = fitting.map(({ message }) => message)
  return refused(
    'several-fit',
    `several messages of ${enactment} take that answer: ${names.join(', ')}`,
    `Say which: --message ${names[0] ?? ''}.`,
  )
}

const nothingFits = (
  state: FirmState,
  enactment: Enactment,
  asked: Asked,
): Outcome<Json, string> => {
  const menu = menuIn(state, enactment, asked.by).map(({ message }) => message)
  return refused(
    'nothing-fits',
    menu.length === 0
      ? `${enactment.id} does not wait for ${asked.by}`
      : `no message of ${enactment.id} takes that as its answer; on the menu: ${menu.join(', ')}`,
    menu.length === 0
      ? '`firm status` shows what waits for you.'
      : 'Give the value of its one fact, or the name of a message that binds none.',
  )
}
