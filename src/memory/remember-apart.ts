/** What other firms said, and what did not last, in memory. */
import type { FirmEvent } from '../kernel/index.ts'
import type { Memory } from './memory.ts'
import { rememberSent } from './remember-message.ts'
import { noteStanding } from './window/standing-index.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

/** What another firm said is remembered as said by it; what was not bound here taught nothing. */
export const rememberReceived = (
  memory: Memory,
  event: Named<'message-received'>,
  position: number,
): void => {
  if (event.outcome !== 'bound') return
  const { at, enactment, message, by, epoch, facts, roles } = event
  const said = { at, enactment, message, by, epoch, facts, ...(roles && { roles }) }
  rememberSent(memory, { type: 'message-sent', ...said, principal: by, premises: [] }, position)
}

/** A standing fact that fell has a version without a value; a receipt that fell is none any more. */
export const rememberRetracted = (
  memory: Memory,
  event: Named<'fact-retracted'>,
  position: number,
): void => {
  const { at, by, enactment } = event
  for (const { path, version } of event.standing ?? []) {
    const versions = memory.standing.get(path) ?? []
    const last = versions.at(-1)
    if (last === undefined) continue
    const fell = { version, value: null, by, principal: by, enactment, position, at }
    versions.push({ ...last, ...fell, retracted: true })
    if (memory.index !== undefined) noteStanding(memory.index, { path, position })
  }
  const said = memory.traces
    .get(enactment)
    ?.said.findLast((one) => one.event.message === event.fact && one.reopenedAt === undefined)
  if (said !== undefined) delete said.receipt
}
