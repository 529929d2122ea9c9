import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkedProtocol } from '../../api/index.ts'
import { trialSurroundings } from '../../../test/program/trial-surroundings.ts'
import { runProgram } from '../program.ts'
import { terseForm } from '../../testing/terse-form.ts'
import { verbs } from '../verbs.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firm check '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const firm = async (...words: readonly string[]) => {
  const trial = trialSurroundings({ folder })
  const code = await runProgram(['check', ...words], verbs, trial.surroundings)
  return { code, out: trial.written, err: trial.complained }
}

const write = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))
  return name
}

const tie = terseForm(`
  protocol tie
  key motion
  roles chair voter[]
  facts ballot(yes|no) outcome(carried|lost)
  put: chair > voter; out motion
  cast: voter > chair; in motion; out ballot
  carry: chair > voter; in 3(ballot.yes); out outcome.carried; ends completed
  drop: chair > voter; in 3(ballot.no); out outcome.lost; ends completed
`)

const parameter = (ad: string, key = false) => ({ ad, key })
const quote = {
  name: 'quote',
  sender: 'buyer',
  recipients: ['seller'],
  params: { id: parameter('out', true), item: parameter('out') },
}
const answer = {
  name: 'answer',
  sender: 'seller',
  recipients: ['buyer'],
  params: { id: parameter('in', true), item: parameter('in'), price: parameter('out') },
}
const purchase = {
  source: 'purchase.bspl',
  name: 'Purchase',
  parameters: { in: [], out: ['id', 'item', 'price'] },
  messages: [quote, answer],
}
const guess = { ...answer, name: 'guess', sender: 'buyer', recipients: ['seller'] }
const rivals = { ...purchase, name: 'Rivals', messages: [quote, answer, guess] }

const example = fileURLToPath(new URL('../../../examples/protocols/vote.ts', import.meta.url))

const charter = (answers: string): string => `
import { firm, goal, id, person, protocol, text } from 'firm'

const deal = protocol('deal', {
  key: 'deal',
  roles: ['buyer', 'seller', 'carrier'],
  facts: { deal: id(), item: text(), price: text(), parcel: text() },
  messages: {
    ask: { from: 'buyer', to: 'seller', out: ['deal', 'item'] },
    quote: { from: 'seller', to: '${answers}', in: ['item'], out: ['price'] },
    take: { from: 'buyer', to: 'seller', in: ['price'], out: ['parcel'], ends: 'completed' },
  },
})

const note = protocol('note', {
  key: 'it',
  roles: ['carrier'],
  facts: { it: id() },
  messages: { say: { from: 'carrier', to: 'carrier', out: ['it'], ends: 'completed' } },
})

export default firm('acme', {
  goal: goal('Deal well', { owner: 'ana', measure: 'ana says so' }),
  members: { ana: person({ roles: ['operator', 'buyer'] }) },
  protocols: [deal, note],
  apart: { deal: { seller: 'bolt' } },
  neighbours: { bolt: { key: '${'ab'.repeat(32)}', letterbox: '../bolt/letters' } },
})
`

describe('a protocol that holds from some size on', () => {
  it('is told with the run of one fewer, and with whose silence stalls it', async () => {
    const { code, out } = await firm(write('tie.json', tie))
    expect([code, out.map((line) => line.replace(/\d+ ms/, '… ms')).join('\n')])
      .toMatchInlineSnapshot(`
      [
        0,
        "safe and live     tie  (144 states, … ms)
          This holds from 5 in 'voter'. With 4:
          After this run nobody may send anything, and the enactment has not ended. Add a message with \`ends\` for this case, or let one that exists read less.
          step  who    message          all learn
          1     chair  put (4 × voter)  + motion
          2     voter  cast ballot.yes  + ballot.yes
          3     voter  cast ballot.yes
          4     voter  cast ballot.no   + ballot.no
          5     voter  cast ballot.no
          If 'chair' falls silent the enactment can stall: a deadline would end it.
          If 'voter' falls silent the enactment can stall: a deadline would end it.",
      ]
    `)
  })

  it('says so to a program, too', async () => {
    const { out } = await firm(write('tie.json', tie), '--json')
    const [verdict] = z.array(checkedProtocol).parse(JSON.parse(out.join('\n')))
    expect(verdict).toMatchObject({ safe: true, live: true })
    expect(verdict?.why).toContain("This holds from 5 in 'voter'. With 4:")
  })
})

describe('firm check', () => {
  it('judges the protocols of a firm as it enacts them: with their roles where the charter puts them', async () => {
    const { code, out } = await firm(write('firm.ts', charter('buyer')), '--json')
    expect(code).toBe(0)
    expect(z.array(checkedProtocol).parse(JSON.parse(out[0] ?? ''))).toMatchObject([
      { name: 'deal (apart)', safe: true, live: true },
      { name: 'note', safe: true, live: true },
    ])
    // The carrier stands in our ledger, so that what it is told the buyer knows.
    expect((await firm(write('firm.ts', charter('carrier')))).code).toBe(0)
  })

  it('ends with 0 where every protocol of a file is safe and live', async () => {
    const { code, out } = await firm(write('a.json', [purchase]), '--json')
    expect(code).toBe(0)
    expect(z.array(checkedProtocol).parse(JSON.parse(out[0] ?? ''))).toMatchObject([
      { name: 'Purchase', source: 'purchase.bspl', safe: true, live: true, why: '' },
    ])
  })

  it('ends with 1 where one is not, and shows the run that goes wrong', async () => {
    const { code, out } = await firm(write('a.json', [purchase, rivals]))
    expect(code).toBe(1)
    expect(out[0]).toMatch(/^safe and live +Purchase/)
    expect(out[1]).toMatch(/^unsafe +Rivals/)
    expect(out.slice(2).join('\n')).toMatch(/step +who +message/)
  })

  it('checks what a module exports', async () => {
    const { code, out } = await firm(example)
    expect({ code, first: out[0]?.replace(/\(.*/, '') }).toEqual({
      code: 0,
      first: 'safe and live     vote  ',
    })
  })

  it('ends with 1 and says undecided where the limit on states is reached', async () => {
    const { code, out } = await firm(example, '--states', '2')
    expect(code).toBe(1)
    expect(out[0]).toMatch(/^undecided/)
  })

  it.each([
    { file: 'a.json', text: '[{]', said: /a\.json is not readable as protocols: .*JSON/ },
    { file: 'b.json', text: '[{"name":"x"}]', said: /at 0\.parameters: / },
    { file: 'c.json', text: undefined, said: /c\.json is not readable as protocols: ENOENT/ },
    { file: 'd.ts', text: 'export const one = 1', said: /d\.ts .* it exports none/ },
  ])('ends with 2 on $file with $text, and says where', async ({ file, text, said }) => {
    if (text !== undefined) write(file, text)
    const { code, out, err } = await firm(file)
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(err[0]).toMatch(said)
  })

  it('ends with 2 where the limit is no number', async () => {
    const { code, err } = await firm(example, '--states', 'many')
    expect({ code, first: err[0] }).toEqual({
      code: 2,
      first: 'firm: --states is many, not a whole number from 1',
    })
  })
})
