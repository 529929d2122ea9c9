import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { factOrigin } from './fact-origin.ts'
import { ledgerAnchor } from './ledger-anchor.ts'
import { logLine } from './log-line.ts'
import { waitingIntent } from './waiting-intent.ts'

const hash = 'a'.repeat(64)
const line = {
  position: 1,
  at: 0,
  type: 'message-sent',
  enactment: 'change/7',
  message: 'offer',
  by: 'lead',
  host: null,
  facts: { work: '7' },
  premises: [{ path: 'decision/api', version: 2 }],
  hash,
  more: {},
}

describe('the shapes of the wire', () => {
  it('read a line of the log as it was written', () => {
    expect(logLine.parse(line)).toEqual(line)
  })

  it('refuse a line whose hash is short', () => {
    expect(logLine.safeParse({ ...line, hash: 'abc' }).success).toBe(false)
  })

  it('read the origin of a fact to its roots', () => {
    const root = { fact: 'goal', value: 'ship', by: 'ana', at: 1, settled: 'final', from: [] }
    const origin = { ...root, fact: 'spec', from: [root] }
    expect(factOrigin.parse(origin)).toEqual(origin)
    expect(factOrigin.safeParse({ ...origin, from: [{}] }).success).toBe(false)
  })

  it('tell an intent that only a person releases from one that time releases', () => {
    const intent = { id: 'i1', message: 'merge', by: 'eve', gate: 'approval', release: null }
    const rest = {
      unfenced: false,
      window: { leftMs: 60_000, goes: true },
      enactment: 'change:7',
      waitsFor: 'ana',
      preview: null,
    }
    const whole = { ...intent, ...rest, bindings: {}, premises: [] }
    expect(waitingIntent.parse(whole)).toEqual(whole)
    expect(waitingIntent.safeParse({ ...whole, release: 'soon' }).success).toBe(false)
  })

  it('can be given to others as JSON Schema', () => {
    expect(z.toJSONSchema(ledgerAnchor)).toMatchObject({ required: ['position', 'hash'] })
  })
})
