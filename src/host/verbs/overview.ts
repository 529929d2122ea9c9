/** The verb `overview`: who does what, what is about to happen, and what waits for the operator. */
import { z } from 'zod'
import { accepted, type Json } from '../../base/index.ts'
import {
  approverOf,
  type Enactment,
  type FirmState,
  type MemberForm,
  menuIn,
} from '../../kernel/index.ts'
import { briefly } from '../../memory/index.ts'
import { asJson, type Desk, type HostVerb, hostVerb } from './host-verb.ts'

export const overview: HostVerb = hostVerb(z.object({}), async (desk) => {
  const { state, options } = desk.host
  const members = Object.entries(state.charter?.members ?? {})
  const operator = members.find(([, { roles }]) => roles.includes('operator'))?.[0] ?? ''
  return accepted(
    asJson({
      firm: state.name,
      goal: state.charter?.goal.text ?? '',
      host: { name: options.name, process: options.process, hosting: state.host === options.name },
      paused: state.paused,
      operator,
      members: members.map(([name, form]) => memberLine(desk, name, form)),
      work: [...state.open.values()]
        .filter(({ course }) => !course.delegated)
        .map((enactment) => workLine(state, enactment, operator)),
      intents: [...state.intents.values()].map((intent) => ({
        intent: intent.id,
        enactment: intent.enactment,
        by: intent.by,
        messages: intent.messages.map(({ message }) => message),
        gate: intent.gate.kind,
        waitsFor: intent.hold === undefined ? approverOf(state, intent) : `hold ${intent.hold}`,
      })),
    }),
  )
})

const memberLine = ({ host }: Desk, name: string, form: MemberForm): Json => {
  const { state, options } = host
  const turns = [...state.turns.values()].filter(({ member }) => member === name)
  return asJson({
    name,
    roles: form.roles,
    mind: form.mind.kind,
    paused: state.members.get(name)?.paused ?? false,
    unfenced: options.staff.unfenced.has(name),
    takenOverBy: state.members.get(name)?.takenOverBy ?? null,
    doing: turns.map(({ id, enactment, role, openedAt }) => ({
      turn: id,
      enactment,
      role,
      since: openedAt,
    })),
  })
}

/** What a piece of work is about: the first thing in it that reads like a text. */
const titleOf = ({ facts, machine }: Enactment): string => {
  for (const { name } of machine.facts) {
    const value = facts.get(name)?.value
    if (machine.form.key.includes(name) || value === undefined) continue
    if (typeof value === 'string' && machine.form.facts[name]?.schema['format'] !== 'member') {
      return briefly(value)
    }
    if (typeof value === 'object' && value !== null && 'text' in value)
      return briefly(value['text'])
  }
  return ''
}

const workLine = (state: FirmState, enactment: Enactment, operator: string): Json =>
  asJson({
    enactment: enactment.id,
    protocol: enactment.protocol,
    title: titleOf(enactment),
    holders: Object.fromEntries([...enactment.roles].map(([role, held]) => [role, held.member])),
    said: [...enactment.sent.keys()],
    next: Object.keys(state.charter?.members ?? {}).flatMap((member) =>
      menuIn(state, enactment, member).map(({ message }) => ({ member, message })),
    ),
    waitsForOperator: menuIn(state, enactment, operator).length > 0,
  })
