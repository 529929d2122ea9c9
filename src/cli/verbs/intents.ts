/** `firm intents`: the chosen messages that wait at a gate. */
import { z } from 'zod'
import { waitingIntent, type WaitingIntent } from '../../api/index.ts'
import { intentsForm } from '../../api/verbs/index.ts'
import { parseHash } from '../../base/index.ts'
import { intents as reading, type Look } from '../../host/looks/index.ts'
import { intentLines } from '../intent-lines.ts'
import { lookAtNow } from '../look-at-now.ts'
import { lookAt, positionIn } from '../look-at.ts'
import { answerRefused } from '../refused-answer.ts'
import type { Verb } from '../verb.ts'

export const intents: Verb = {
  ...intentsForm,
  run: async (given, surroundings) =>
    await lookAt(surroundings, positionIn(given.options['at'], '--at'), async (look) => {
      const read = await reading(await lookAtNow(look, given, surroundings), {})
      if (!read.ok) return answerRefused(read)
      const waiting = z.array(waitingIntent).parse(read.value)
      const shown = 'preview' in given.options
      const blocks = await Promise.all(
        waiting.map(async (intent) => [
          ...intentLines(intent),
          ...(shown ? await previewLines(look, intent) : []),
        ]),
      )
      const lines = blocks.length === 0 ? ['No intent waits.'] : blocks.flat()
      return { exit: 'done', lines, json: read.value }
    }),
}

const previewLines = async (
  { content }: Look,
  { preview }: WaitingIntent,
): Promise<readonly string[]> => {
  const name = parseHash(preview ?? '')
  if (name === undefined) return ['    nothing shows what it would do']
  const found = await content.get(name)
  const text = found.ok ? new TextDecoder().decode(found.value) : found.message
  return text.split('\n').map((line) => `    | ${line}`)
}
