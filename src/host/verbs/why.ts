/** The verb `why`: from anything on a screen to who said it and from what. */
import { z } from 'zod'
import { accepted, type Json, type Outcome, refused } from '../../base/index.ts'
import type { FirmEvent } from '../../kernel/index.ts'
import {
  emptyMemory,
  type Memory,
  parseWhat,
  remember,
  type Span,
  spanOf,
  type What,
  whyOf,
} from '../../memory/index.ts'
import { readFromContent } from '../content-value.ts'
import { decodeEvent } from '../event-line.ts'
import { asJson } from './host-verb.ts'
import { eventAt, type Look, type Reading, reading } from './look.ts'

export const why: Reading = reading(z.object({ what: z.string().min(1) }), async (look, asked) => {
  const { memory, state } = look
  const isEnactment = (name: string): boolean =>
    memory.traces.has(name) || memory.faded.has(name) || state.open.has(name)
  const what = parseWhat(asked.what, isEnactment)
  const unknown = await refusalOf(look, what)
  if (unknown !== undefined) return unknown
  const event = what.kind === 'position' ? await eventAt(look, what.position) : undefined
  const span = spanAsked(memory, what, event)
  const remembered = span === undefined ? memory : await recall(look, span)
  const origin = whyOf(remembered, what, event === undefined ? {} : { event })
  return origin.ok ? accepted(await readFromContent(look.content, asJson(origin.value))) : origin
})

const refusalOf = async (look: Look, what: What): Promise<Outcome<Json, string> | undefined> => {
  if (what.kind !== 'position') return undefined
  const { position } = look.state
  if (what.position >= 1 && what.position <= position) return undefined
  return refused(
    'no-such-position',
    `there is no event at position ${what.position}: the ledger goes from 1 to ${position}`,
    'Take a position that `firm log` prints.',
  )
}

// What ended long ago is no longer in memory, only where it stands in the ledger.
const spanAsked = (memory: Memory, what: What, event: FirmEvent | undefined): Span | undefined => {
  if (what.kind === 'fact') return spanOf(memory, what.enactment)
  return event !== undefined && 'enactment' in event ? spanOf(memory, event.enactment) : undefined
}

const recall = async (look: Look, span: Span): Promise<Memory> => {
  const memory = emptyMemory()
  for (const [version, charter] of look.memory.charters) memory.charters.set(version, charter)
  for (const [version, bearings] of look.memory.bearings) memory.bearings.set(version, bearings)
  for (const [path, versions] of look.memory.standing) {
    // What was bound within the span is remembered again by reading it.
    const others = versions.filter(({ position }) => position < span.from || position > span.to)
    memory.standing.set(path, others)
  }
  for await (const entries of look.read(span.from - 1, span.to)) {
    for (const { body, position } of entries) remember(memory, decodeEvent(body), position)
  }
  return memory
}
