/** A turn under a whole scope rests on which keys are in it; one under the scope rests on those that it was given. */
import { describe, expect, it } from 'vitest'
import { type StagedFirm, stagedCharter, stageFirm } from '../testing/staged-firm.ts'

const task = `
  protocol task
  key work
  roles doer
  begin: doer > doer; out work
  finish: doer > doer; in work; out result; ends completed
`

const ruling = `
  protocol ruling
  key matter
  roles judge
  rule: judge > judge; out matter topic word; ends completed
`

/** Eve has a turn open under `law`, or under all of it, where one key stands. */
const company = (all: boolean): { readonly firm: StagedFirm; readonly turn: string } => {
  const staging = {
    protocols: [task, ruling],
    members: { eve: ['doer'], jo: ['judge'] },
    stands: { word: 'law/{topic}' },
  }
  const firm = stageFirm(staging)
  const charter = stagedCharter(staging)
  const forms = Object.entries(charter.protocols).map(
    ([name, form]) =>
      [name, name === 'task' ? { ...form, under: [{ scope: 'law', all }] } : form] as const,
  )
  const next = { ...charter, protocols: Object.fromEntries(forms) }
  firm.adopt(next)
  rule(firm, { matter: 'm1', topic: 'old', word: 'yes' })
  firm.open('eve', 'task', 'begin', { work: 'w' })
  const opened = firm.run({ type: 'open-turn', member: 'eve', enactment: 'task:w' })
  const [event] = opened.events
  return { firm, turn: event?.type === 'turn-opened' ? event.turn : '' }
}

const rule = (firm: StagedFirm, facts: { readonly [name: string]: string }): void => {
  expect(firm.open('jo', 'ruling', 'rule', facts)).toMatchObject({ ok: true })
}

const finish = (firm: StagedFirm, turn: string) =>
  firm.run({
    type: 'commit-turn',
    turn,
    chosen: [{ enactment: 'task:w', message: 'finish', facts: { result: 'r' } }],
    cites: [],
    noted: [],
    use: { ms: 1 },
    verdicts: [],
    records: [],
    unfenced: false,
  })

describe('a turn under a scope', () => {
  it.each([
    ['all of it, is refused where a key came', true, { matter: 'm2', topic: 'new', word: 'no' }],
    [
      'all of it, is refused where a key says otherwise',
      true,
      { matter: 'm2', topic: 'old', word: 'no' },
    ],
    [
      'the scope, is refused where a key that it was given says otherwise',
      false,
      { matter: 'm2', topic: 'old', word: 'no' },
    ],
  ])('%s', (_what, all, facts) => {
    const { firm, turn } = company(all)
    rule(firm, facts)
    const verdict = finish(firm, turn)
    expect(verdict.ok).toBe(false)
    expect(verdict.events).toMatchObject([{ type: 'turn-refused', why: 'premise-broken' }])
  })

  it('goes through where a key came that it was not given', () => {
    const { firm, turn } = company(false)
    rule(firm, { matter: 'm2', topic: 'new', word: 'no' })
    expect(finish(firm, turn)).toMatchObject({ ok: true })
  })

  it('goes through under all of it where nothing came', () => {
    const { firm, turn } = company(true)
    expect(finish(firm, turn)).toMatchObject({ ok: true })
  })
})
