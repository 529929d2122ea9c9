/** Asking: a window asks its firm by a tool, and acts in its own name alone, whatever it says it is. */
import type { z } from 'zod'
import {
  isWindowTool,
  type WindowToolAnswer,
  windowToolInputs,
  type WindowToolName,
} from '../../../api/window-tools/index.ts'
import { unreachable } from '../../../base/index.ts'
import type { AgentName } from '../move.ts'
import { stoppedSentence } from '../refusal-words.ts'
import { hear, type Room } from '../room.ts'
import { isSeated, sessionName, visitsIn } from '../visit.ts'
import { askSomebody } from './ask-somebody.ts'
import { type Asker, saysNo } from './asker.ts'
import { decideAs } from './decide-as.ts'
import { handOver } from './hand-over.ts'
import { standingWords } from './standing-words.ts'
import { whoIsOn } from './who-is-on.ts'

/** A call of a tool, as it came. */
export interface WindowAsking {
  readonly agent: AgentName
  /** The agent's own name for its session, which that window alone knows. */
  readonly session: string
  readonly tool: string
  readonly input: unknown
}

/** Answers the tool of a window. A session that is not here acts as nobody. */
export const answerAsking = async (room: Room, asking: WindowAsking): Promise<WindowToolAnswer> => {
  const { tool, input } = asking
  if (!isWindowTool(tool)) {
    const tools = Object.keys(windowToolInputs).join(', ')
    return saysNo(`There is no tool ${JSON.stringify(tool.slice(0, 60))}: there are ${tools}.`)
  }
  const { state } = room.host
  const session = sessionName(asking)
  const visit = visitsIn(state).find((one) => one.session === session && isSeated(state, one))
  if (visit === undefined) return notHere
  hear(room, visit)
  const answer = await answerTo({ room, visit }, tool, input)
  await room.durable()
  return answer
}

const notHere = saysNo(
  'This window has no seat in the firm.',
  'It takes one with its next prompt or tool call; if it does not, a person looks at `firm status`.',
)

const answerTo = async (
  asker: Asker,
  tool: WindowToolName,
  input: unknown,
): Promise<WindowToolAnswer> => {
  const { who_is_on, what_stands, decide, hand_over, ask } = windowToolInputs
  switch (tool) {
    case 'who_is_on':
      return await parsed(who_is_on, input, async (read) => await whoIsOn(asker, read))
    case 'what_stands':
      return await parsed(what_stands, input, async (read) => standingWords(asker, read))
    case 'hand_over':
      return await parsed(hand_over, input, async (read) => await handOver(asker, read))
    case 'decide':
      return (
        stopped(asker) ?? (await parsed(decide, input, async (read) => await decideAs(asker, read)))
      )
    case 'ask':
      return (
        stopped(asker) ?? (await parsed(ask, input, async (read) => await askSomebody(asker, read)))
      )
    default:
      return unreachable(tool)
  }
}

// Whoever is paused or taken over may still look, and give back what it holds.
const stopped = ({ room, visit }: Asker): WindowToolAnswer | undefined => {
  const sentence = stoppedSentence(room.host.state, visit.seat)
  return sentence === undefined ? undefined : saysNo(sentence)
}

const parsed = async <Input>(
  schema: z.ZodType<Input>,
  input: unknown,
  act: (read: Input) => Promise<WindowToolAnswer>,
): Promise<WindowToolAnswer> => {
  const read = schema.safeParse(input)
  if (read.success) return await act(read.data)
  const wrong = read.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'input'}: ${message}`,
  )
  return saysNo(`This cannot be read: ${wrong.join('; ')}.`, 'Nothing was done.')
}
