/** Why: every fact can be followed to who said it and from what, and no further than its reader may. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FirmEvent } from '../../kernel/index.ts'
import { change, question } from '../../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../../testing/staged-firm.ts'
import { wander, wanderer } from '../../testing/wander.ts'
import { emptyMemory, type Memory, type Origin, parseWhat, remember, whyOf } from '../index.ts'

const remembered = (events: readonly FirmEvent[]): Memory => {
  const memory = emptyMemory()
  for (const [index, event] of events.entries()) remember(memory, event, index + 1)
  return memory
}

const storied = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [change, question],
    members: { lea: ['lead', 'asker'], eve: ['engineer'], rob: ['reviewer', 'owner'] },
    under: ['answer/{spec.area}'],
    stands: { answer: 'answer/{area}' },
    policy: [{ protocol: 'change', message: 'merge', gate: { kind: 'approval', who: 'boss' } }],
  })
  const answer = (topic: string, value: string): void => {
    firm.open('lea', 'question', 'ask', { topic, area: 'names' })
    firm.say('rob', `question:${topic}`, 'settle', { answer: value })
  }
  answer('q1', 'camel')
  const spec = { area: 'names', paths: ['src/a.ts'] }
  firm.open('lea', 'change', 'offer', { work: 'w1', spec, engineer: 'eve' })
  firm.say('eve', 'change:w1', 'accept', { plan: 'rename' })
  firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' })
  firm.say('rob', 'change:w1', 'judge', { verdict: { meets: {} } })
  firm.say('lea', 'change:w1', 'merge')
  return firm
}

/** The tree as lines: fact, who, what has become of it. */
const outline = (origin: Origin, depth = 0): readonly string[] => {
  const marks = [origin.note, origin.again === true ? 'above' : undefined].filter(Boolean)
  const said = marks.length === 0 ? '' : ` [${marks.join('; ')}]`
  const line = `${'  '.repeat(depth)}${origin.fact} = ${JSON.stringify(origin.value)} by ${origin.by}${said}`
  return [line, ...origin.from.flatMap((one) => outline(one, depth + 1))]
}

const why = (firm: StagedFirm, text: string, roles?: readonly string[]): string => {
  const memory = remembered(firm.events)
  const what = parseWhat(text, (name) => memory.traces.has(name))
  const event = what.kind === 'position' ? firm.events[what.position - 1] : undefined
  const answered = whyOf(memory, what, {
    ...(event === undefined ? {} : { event }),
    ...(roles === undefined ? {} : { reader: { member: 'nia', roles } }),
  })
  return answered.ok ? outline(answered.value).join('\n') : `${answered.why}: ${answered.message}`
}

describe('why', () => {
  it('follows a verdict to the spec, the commit, the plan and the decision that they rest on', () => {
    expect(why(storied(), 'change:w1/verdict')).toMatchInlineSnapshot(`
      "change:w1/verdict = {"meets":{}} by rob
        change:w1/spec = {"area":"names","paths":["src/a.ts"]} by lea
        change:w1/commit = "c0ffee" by eve
          change:w1/spec = {"area":"names","paths":["src/a.ts"]} by lea [above]
          change:w1/plan = "rename" by eve
            change:w1/spec = {"area":"names","paths":["src/a.ts"]} by lea [above]
            answer/names = "camel" by rob
              question:q1/topic = "q1" by lea
          answer/names = "camel" by rob [above]
        answer/names = "camel" by rob [above]"
    `)
  })

  it('follows a standing path to the message that bound it', () => {
    expect(why(storied(), 'answer/names')).toMatchInlineSnapshot(`
      "answer/names = "camel" by rob
        question:q1/topic = "q1" by lea"
    `)
  })

  it('follows an intent to its gate and to the turn that chose it', () => {
    expect(why(storied(), 'i1')).toMatchInlineSnapshot(`
      "i1 = {"enactment":"change:w1","gate":"approval","messages":[{"message":"merge","facts":{}}],"premises":[{"path":"answer/names","version":1}]} by lea [it waits]
        t7 = {"enactment":"change:w1","role":"lead","attempt":1,"premises":[{"path":"answer/names","version":1}]} by lea [lea's turn t7 in change:w1 ended with a choice that waits after 1 ms.]"
    `)
  })

  it('follows what the clock bound to the instant that passed and to what its message read', () => {
    const lapsing = `
      protocol inquiry
      key topic
      roles asker expert
      facts answer(given|lapsed) until:instant
      ask: asker > expert; out topic until expert
      reply: expert > asker; in topic; out answer.given; ends completed
      lapse: clock > asker; in topic; out answer.lapsed
      close: asker > expert; in answer.lapsed; out reason; ends failed
      deadline answer at until sends lapse
    `
    const firm = stageFirm({ protocols: [lapsing], members: { lea: ['asker'], eve: ['expert'] } })
    firm.open('lea', 'inquiry', 'ask', { topic: 'q1', until: 20_000, expert: 'eve' })
    firm.wait(60_000)
    firm.run({ type: 'pass-time', attendedMs: {}, records: [] })
    expect(why(firm, 'inquiry:q1/answer')).toMatchInlineSnapshot(`
      "inquiry:q1/answer = {"lapsed":64000} by clock
        inquiry:q1/topic = "q1" by lea
        inquiry:q1/until = 20000 by lea [above]"
    `)
    expect(why(firm, String(firm.events.length))).toMatchInlineSnapshot(`
      "event 8 = null by clock
        inquiry:q1/answer = {"lapsed":64000} by clock
          inquiry:q1/topic = "q1" by lea
          inquiry:q1/until = 20000 by lea [above]"
    `)
  })

  it('opens any position of the ledger', () => {
    const firm = storied()
    for (const [index] of firm.events.entries()) {
      expect(why(firm, String(index + 1))).toContain(`event ${index + 1}`)
    }
  })

  it('says what it does not know', () => {
    expect(why(storied(), 'decision/none')).toBe('unknown: nothing is known of decision/none')
  })

  it('gives no value to whom the audience leaves out', () => {
    const firm = storied()
    const adopted = firm.events[1]
    if (adopted?.type !== 'charter-adopted') throw new Error('a staged firm adopts its charter')
    const { change: form, question: asked } = adopted.charter.protocols
    Object.assign(form?.facts['plan'] ?? {}, { audience: ['lead'] })
    Object.assign(asked?.facts['answer'] ?? {}, { audience: ['owner'] })
    const told = why(firm, 'change:w1/verdict', ['reviewer'])
    expect(told).not.toContain('rename')
    expect(told).not.toContain('camel')
    expect(told).toContain('change:w1/plan = null by eve [only for lead]')
  })

  it('follows every standing fact of a firm that wandered to somebody who said it', () => {
    const numbers = fc.array(fc.nat(1_000_000), { minLength: 60, maxLength: 120 })
    fc.assert(
      fc.property(numbers, (moves) => {
        const firm = wanderer()
        wander(firm, moves)
        const memory = remembered(firm.events)
        for (const path of firm.state.standing.keys()) {
          const answered = whyOf(memory, { kind: 'path', path })
          expect(answered.ok && answered.value.from.length).toBeGreaterThan(0)
        }
        for (const [enactment, open] of firm.state.open) {
          for (const fact of open.facts.keys()) {
            const [name = fact] = fact.split('@')
            const answered = whyOf(memory, { kind: 'fact', enactment, fact: name })
            expect(answered.ok && answered.value.by).not.toBe('')
          }
        }
      }),
      { numRuns: 10 },
    )
  })
})
