/** A charter whose protocols are not proved is refused, and a set that is too small for its proof is never named. */
import { describe, expect, it } from 'vitest'
import { stageFirm } from '../../../testing/staged-firm.ts'
import { terseForm } from '../../../testing/terse-form.ts'
import { proveAtHome } from './home-proof.ts'

const two = `
  protocol two
  key topic
  roles asker left right
  ask: asker > left right; out topic
  yes: left > asker; in topic; out answer; ends completed
  no: right > asker; in topic; out answer; ends completed
`

const endless = `
  protocol endless
  key topic
  roles asker owner
  ask: asker > owner; out topic
  answer: owner > asker; in topic; out answer
`

/** Who has three of one kind decides; four may be two and two. */
const tie = `
  protocol tie
  key motion
  roles chair voter[]
  facts ballot(yes|no) outcome(carried|lost)
  put: chair > voter; out motion
  cast: voter > chair; in motion; out ballot
  carry: chair > voter; in 3(ballot.yes); out outcome.carried; ends completed
  drop: chair > voter; in 3(ballot.no); out outcome.lost; ends completed
`

describe('the proof of a charter', () => {
  it.each([
    ['two roles that bind one fact', two, "'left' may send 'yes' and 'right' may send 'no'"],
    ['no end', endless, 'nobody may send anything'],
  ])('refuses %s', (_what, text, sentence) => {
    const form = terseForm(text)
    const { mistakes } = proveAtHome({ protocols: { [form.name]: form } })
    expect(mistakes.map((one) => one.sentence).join('\n')).toContain(sentence)
    expect(mistakes[0]?.place).toBe(`protocols.${form.name}`)
  })

  it('says from how many members a set is proved', () => {
    const { mistakes, leastSizes } = proveAtHome({ protocols: { tie: terseForm(tie) } })
    expect(mistakes).toEqual([])
    expect(leastSizes).toEqual({ tie: { voter: 5 } })
  })

  it('leaves what is enacted apart to the proof of that', () => {
    const form = terseForm(two)
    const apart = { two: { right: 'bolt' } }
    expect(proveAtHome({ protocols: { two: form }, apart }).mistakes).toEqual([])
  })
})

describe('a vote that may tie', () => {
  const voters = ['ann', 'ben', 'cat', 'dan', 'eli']
  const stage = (count: number) => {
    const named = voters.slice(0, count)
    const members = Object.fromEntries(named.map((name) => [name, ['voter']]))
    const firm = stageFirm({ protocols: [tie], members: { ...members, cho: ['chair'] } })
    const charter = firm.state.charters.get(1)
    Object.assign(charter ?? {}, { leastSizes: { tie: { voter: 5 } } })
    return firm.open('cho', 'tie', 'put', { motion: 'm1' })
  }

  it('is put to five', () => {
    expect(stage(5)).toMatchObject({ ok: true })
  })

  it('is not put to four, and why is said', () => {
    const verdict = stage(4)
    expect(verdict.ok).toBe(false)
    expect(verdict.events.at(-1)).toMatchObject({ type: 'turn-refused', why: 'not-distinct' })
    expect(JSON.stringify(verdict)).toContain('tie holds from 5 in voter, and here are 4')
  })
})
