/** A decision of a window: it rules where the charter lets it, else proposes, else puts it to the operator. */
import type { WindowToolAnswer, WindowToolInputs } from '../../../api/window-tools/index.ts'
import { isJsonObject, type Json } from '../../../base/index.ts'
import { decisionRoot, type Ruling, rulingsIn } from '../../rulings.ts'
import { actAs } from '../../verbs/act.ts'
import { operatorIn } from '../refusal-words.ts'
import { textOf } from '../visit.ts'
import { type Asker, says, saysNo } from './asker.ts'
import { putToOperator } from './ask-somebody.ts'

/** Decides in the window's own name. */
export const decideAs = async (
  asker: Asker,
  decided: WindowToolInputs['decide'],
): Promise<WindowToolAnswer> => {
  const { state } = asker.room.host
  const { topic: scope, decision: text } = decided
  const rulings = rulingsIn(state, { by: asker.visit.seat, text, scope })
  const ruling = rulings.find(({ stands }) => stands) ?? rulings[0]
  if (ruling !== undefined) return await send(asker, ruling, decided)
  const who = operatorIn(state)
  const verb = `firm decide ${JSON.stringify(text)} --scope ${scope}`
  const asked = `May this stand for ${scope}: ${text}? \`${verb}\` makes it stand.`
  const put = await putToOperator(asker, asked)
  if (!put.ok) return put
  return says(`In this firm ${who} decides, so nothing stands yet.`, put.text)
}

const send = async (
  { room, visit }: Asker,
  { protocol: opens, message, facts, stands }: Ruling,
  { topic }: WindowToolInputs['decide'],
): Promise<WindowToolAnswer> => {
  const chosen = { enactment: '', opens, message, facts }
  const acted = await actAs(room.host, visit.seat, chosen)
  if (!acted.ok) return saysNo(`It was not decided: ${acted.message}.`, acted.hint ?? '')
  const { enactment, intent } = namesIn(acted.value)
  const path = `${decisionRoot}/${topic}`
  if (intent !== '') return says(`It waits for an approval (${intent}), and does not stand yet.`)
  if (!stands) {
    return says(`Proposed for ${path} (${enactment}). It stands once it is ratified; you are told.`)
  }
  const version = room.host.state.standing.get(path)?.version ?? 0
  return says(`${path} stands now at version ${version}, in your name. Those it bears on are told.`)
}

const namesIn = (acted: Json): { readonly enactment: string; readonly intent: string } => {
  const { enactment, intent } = isJsonObject(acted) ? acted : {}
  return { enactment: textOf(enactment), intent: textOf(intent) }
}
