/**
 * The order of an effect: what it is to do, with what the facts that it reads say, wherever they stand. What was erased
 * meanwhile nobody has any more, and then the order is only asked about and undone, never carried out.
 */
import { type Json, type JsonObject, present } from '../base/index.ts'
import { type Chosen, type DueEffect, type Enactment, factReader } from '../kernel/index.ts'
import type { EffectForm } from '../protocol/index.ts'
import { subjectOf } from './content-moving.ts'
import { readFromContent, readWhole } from './content-value.ts'
import type { Host } from './host.ts'
import type { EffectOrder } from './ports/index.ts'

/** An order, and why it cannot be carried out where a value of it is gone. */
export interface FoundOrder {
  readonly order: EffectOrder
  readonly lost: string | undefined
}

/** The order of a due effect; null stands for what was erased. */
export const orderOf = async (
  host: Host,
  { enactment, effect }: DueEffect,
): Promise<FoundOrder> => {
  const message = present(enactment.machine.messages[effect.message], 'an effect has a message')
  const does = effectOf(enactment, message.name)
  const read = factReader(enactment, effect.by)
  const values: Json[] = []
  const lost: string[] = []
  for (const name of does.reads) {
    const found = await readWhole(host.options.content, read(name) ?? null)
    values.push(found.ok ? found.value : null)
    if (!found.ok) lost.push(`${name} was ${found.message}`)
  }
  const order: EffectOrder = {
    key: effect.key,
    verb: does.verb,
    values,
    firm: host.state.name,
    enactment: enactment.id,
    message: message.name,
    by: effect.by,
  }
  return { order, lost: lost.length === 0 ? undefined : `${lost.join(', and ')}: nothing was done` }
}

const effectOf = ({ machine }: Enactment, message: string): EffectForm =>
  present(machine.form.messages[message]?.does, 'a started effect does something')

/** An order that nobody gave yet, to be shown, and the data subject that what is shown is about. */
export interface ShownOrder {
  readonly order: EffectOrder
  readonly subject: string | undefined
}

/**
 * The order that a choice would give, for a preview: what was erased says so. A preview is kept with one data subject and
 * erased with it; of several nobody could be erased alone, so then it does not say what is personal.
 */
export const shownOrder = async (
  host: Host,
  enactment: Enactment,
  { message, facts }: Chosen,
): Promise<ShownOrder> => {
  const does = effectOf(enactment, message)
  const { content } = host.options
  const read = factReader(enactment, '', facts)
  const subjects = new Map<string, string>()
  for (const name of does.reads) {
    const subject = await subjectIn(host, enactment, { name, facts })
    if (subject !== undefined) subjects.set(name, subject)
  }
  const [subject, ...others] = new Set(subjects.values())
  const values = does.reads.map(async (name): Promise<Json> =>
    others.length > 0 && subjects.has(name)
      ? `(${name}, which is personal)`
      : await readFromContent(content, read(name) ?? null),
  )
  const order: EffectOrder = {
    key: '',
    verb: does.verb,
    values: await Promise.all(values),
    firm: host.state.name,
    enactment: enactment.id,
    message,
    by: '',
  }
  return { order, subject }
}

/** Whom a fact that an effect reads is about; undefined where it is not personal. */
export const subjectIn = async (
  { options }: Host,
  { machine, facts: bound }: Enactment,
  asked: { readonly name: string; readonly facts: JsonObject },
): Promise<string | undefined> => {
  const known = (fact: string): Json | undefined => bound.get(fact)?.value
  const { personal } = machine.form.facts[asked.name] ?? {}
  return await subjectOf({ content: options.content, known }, personal, asked.facts)
}
