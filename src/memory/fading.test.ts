/** Fading: what ended long ago leaves its place in the ledger, and what was learnt from it stays. */
import { describe, expect, it } from 'vitest'
import type { Instant } from '../base/index.ts'
import type { FirmEvent } from '../kernel/index.ts'
import { change } from '../testing/specimens.ts'
import { stagedCharter } from '../testing/staged-firm.ts'
import { emptyMemory, type Memory, remember, spanOf, whyOf } from './index.ts'

const at = 1_000 as Instant
const endedCount = 2_001

const workOf = (index: number): readonly FirmEvent[] => {
  const enactment = `change:w${index}`
  const opening = { at, enactment, protocol: 'change', protocolHash: '', charter: 1, round: 0 }
  const spec = { paths: [`src/${index}.ts`] }
  const sent = { at, enactment, by: 'lea', principal: 'lea', epoch: 0, premises: [] }
  return [
    { type: 'enactment-opened', ...opening, key: `w${index}`, by: 'lea' },
    { type: 'message-sent', ...sent, message: 'offer', facts: { work: `w${index}`, spec } },
    { type: 'enactment-ended', at, enactment, as: 'failed' },
  ]
}

const old = (): Memory => {
  const members = { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] }
  const charter = stagedCharter({ protocols: [change], members })
  const memory = emptyMemory()
  remember(memory, { type: 'charter-adopted', at, version: 1, charter, by: 'boss' }, 1)
  for (let index = 0; index < endedCount; index += 1) {
    for (const event of workOf(index)) remember(memory, event, memory.position + 1)
  }
  return memory
}

describe('an old firm', () => {
  it('lets the earliest ended work fade to where it stands in the ledger', () => {
    const memory = old()
    expect(memory.traces.has('change:w0')).toBe(false)
    expect(memory.traces.size).toBe(endedCount - 1)
    expect(spanOf(memory, 'change:w0')).toEqual({ from: 2, to: 4 })
    expect(whyOf(memory, { kind: 'fact', enactment: 'change:w0', fact: 'spec' })).toMatchObject({
      ok: false,
      why: 'faded',
      message: 'change:w0/spec stands at positions 2 to 4 of the ledger',
    })
  })

  it('never forgets a failed attempt and its places', () => {
    expect([...old().attempts.values()][0]).toMatchObject({
      enactment: 'change:w0',
      because: 'ended as failed after offer',
      paths: ['src/0.ts'],
    })
  })

  it('keeps the latest turns and every open one', () => {
    const memory = emptyMemory()
    const opened = { at, enactment: '', member: 'eve', role: 'lead', premises: [], attempt: 1 }
    for (let index = 1; index <= 20_001; index += 1) {
      const turn = `t${index}`
      remember(memory, { type: 'turn-opened', ...opened, turn }, 2 * index)
      if (index === 1) continue
      const use = { ms: 1 }
      remember(memory, { type: 'turn-ended', at, turn, how: 'passed', use }, 2 * index + 1)
    }
    expect(memory.turns.size).toBe(10_000)
    expect(memory.turns.has('t1')).toBe(true)
    expect(memory.turns.has('t2')).toBe(false)
    expect(memory.turns.has('t20001')).toBe(true)
  })
})
