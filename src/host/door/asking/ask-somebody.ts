/** A window asks the operator, who answers in their own time, or tells another member something. */
import type { WindowToolAnswer, WindowToolInputs } from '../../../api/window-tools/index.ts'
import { isJsonObject } from '../../../base/index.ts'
import { actAs } from '../../verbs/act.ts'
import { freshKey } from '../../verbs/offer-facts.ts'
import { operatorIn } from '../refusal-words.ts'
import { textOf, visitsIn } from '../visit.ts'
import { type Asker, says, saysNo } from './asker.ts'

/** Asks; nobody waits. */
export const askSomebody = async (
  asker: Asker,
  { question, to }: WindowToolInputs['ask'],
): Promise<WindowToolAnswer> => {
  const { state } = asker.room.host
  if (to === undefined || to === 'operator' || to === operatorIn(state)) {
    return await putToOperator(asker, question)
  }
  return tellMember(asker, to, question)
}

/** Opens a question to whoever may answer it by the charter. */
export const putToOperator = async (
  { room, visit }: Asker,
  asked: string,
): Promise<WindowToolAnswer> => {
  const { state } = room.host
  if (state.charter?.protocols['question'] === undefined) {
    const who = operatorIn(state)
    const mend = `Say it in your answer, so that ${who} reads it there; \`firm join\` shows ${who} the line to add.`
    return saysNo(`The charter of ${state.name} has no protocol \`question\`.`, mend)
  }
  const facts = { question: freshKey(state, 'question', asked), asked }
  const chosen = { enactment: '', opens: 'question', message: 'ask', facts }
  const acted = await actAs(room.host, visit.seat, chosen)
  if (!acted.ok) return saysNo(`It was not asked: ${acted.message}.`, acted.hint ?? '')
  const enactment = isJsonObject(acted.value) ? textOf(acted.value['enactment']) : ''
  const who = state.open.get(enactment)?.roles.get('answerer')?.member ?? operatorIn(state)
  return says(`Asked ${who} (${enactment}). Go on meanwhile; the answer is told to you.`)
}

/** Tells a member something; a window hears it with its next prompt or tool call. */
export const tellMember = ({ room, visit }: Asker, to: string, text: string): WindowToolAnswer => {
  const { state } = room.host
  const visits = visitsIn(state)
  const here = visits.find(({ seat }) => seat === to)
  if (here === undefined || to === visit.seat) {
    const others = visits.map(({ seat }) => seat).filter((seat) => seat !== visit.seat)
    const known = others.length === 0 ? 'there is none but you' : `there is ${others.join(', ')}`
    return saysNo(`${to} is no other window that is here: ${known}. Or ask the operator.`)
  }
  const data = { letterTo: to }
  const noted = room.hand({ type: 'note-observation', by: visit.seat, about: here.id, text, data })
  if (!noted.ok) return saysNo(`${to} was not told: ${noted.message}.`)
  return says(`${to} hears it with its next prompt or tool call, and can answer in the same way.`)
}
