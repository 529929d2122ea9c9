/** Gates have words on every screen and page: whatever a verb prints, the numbers that order them stand nowhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { present } from '../../src/base/index.ts'
import { encodeEvent } from '../../src/host/index.ts'
import { verbs } from '../../src/cli/verbs.ts'
import type { GateForm } from '../../src/kernel/index.ts'
import { diffCharters, formatDifference } from '../../src/kernel/charter/index.ts'
import { type StagedFirm, stageFirm } from '../../src/testing/staged-firm.ts'
import { type StagedHome, stageHome } from './staged-home.ts'

/** The number of a gate, as the design orders them. */
const gateNumber = /(?<![\w:.-])T[0-5](?![\w:-])/

const gates: { readonly [protocol: string]: GateForm } = {
  quiet: { kind: 'silent' },
  told: { kind: 'inform' },
  window: { kind: 'veto', windowMs: 60_000, goesUnanswered: false },
  asked: { kind: 'approval', who: 'operator' },
  checked: { kind: 'verified', who: 'operator', verifier: 'rob' },
  never: { kind: 'forbid' },
}

const deed = (name: string): string => `
  protocol ${name}
  key work
  roles lead
  environments place
  act: lead > place; out work; does revocable act work; ends completed
`

const members = { boss: ['operator'], lea: ['lead'], rob: [] }

const company = (): StagedFirm => {
  const protocols = Object.keys(gates).map(deed)
  const policy = Object.entries(gates).map(([protocol, gate]) => ({
    protocol,
    message: 'act',
    gate,
  }))
  const firm = stageFirm({ protocols, members, policy })
  for (const protocol of Object.keys(gates)) firm.open('lea', protocol, 'act', { work: 'w1' })
  return firm
}

let staged: StagedHome
let firm: StagedFirm
beforeAll(async () => {
  firm = company()
  staged = await stageHome(firm.events.map(encodeEvent))
})
afterAll(() => staged.remove())

/** Everything that a command printed, on both outputs. */
const shown = async (...words: readonly string[]): Promise<string> => {
  const { out, err } = await staged.firm(...words)
  return [...out, ...err].join('\n')
}

const reading = [
  'status',
  'log',
  'intents',
  'goals',
  'cost',
  'verify',
  'anchor',
  'check',
  'diff',
  'doctor',
]

describe('the number of a gate', () => {
  it.each([
    ['T3', true],
    ['waits (T2)', true],
    ['gate T0, T1', true],
    ['2026-01-01T00:00:00Z', false],
    ['t3 of bob', false],
    ['CT3-T1', false],
  ])('is told apart: %s', (text, is) => {
    expect(gateNumber.test(text)).toBe(is)
  })

  it.each(reading)('stands nowhere in what firm %s prints', async (verb) => {
    const text = `${await shown(verb)}\n${await shown(verb, '--json')}`
    expect(text.trim()).not.toBe('')
    expect(text).not.toMatch(gateNumber)
  })

  it('stands in no intent, in no why, in no brief, and words stand there', async () => {
    const intents = await shown('intents', '--preview')
    expect(intents).toContain('veto window')
    expect(intents).toContain('approval')
    expect(intents).toContain('approval and verifier')
    const count = firm.events.length
    const whys = await Promise.all(
      Array.from({ length: count }, async (_, at) => await shown('why', String(at + 1))),
    )
    const briefs = await Promise.all(
      Object.keys(members).map(async (member) => await shown('brief', member)),
    )
    for (const text of [intents, ...whys, ...briefs]) expect(text).not.toMatch(gateNumber)
  })

  it('stands in no help, though every verb has one', async () => {
    const helps = await Promise.all(verbs.map(async ({ name }) => await shown(name, '--help')))
    expect(helps.filter((text) => text.length < 40)).toEqual([])
    for (const text of [await shown('--help'), ...helps]) expect(text).not.toMatch(gateNumber)
  })

  it('stands in no difference of two charters, whichever gate becomes which', () => {
    const { charter } = firm.state
    const before = present(charter, 'a staged firm has a charter')
    const names = Object.keys(gates)
    for (const to of Object.values(gates)) {
      const policy = names.map((protocol) => ({ protocol, message: 'act', gate: to }))
      const difference = diffCharters(before, { ...before, policy }, [])
      expect(formatDifference(difference)).not.toMatch(gateNumber)
    }
  })

  it('stands in no page that a user reads', () => {
    const root = join(import.meta.dirname, '../..')
    const pages = ['README.md', 'CHANGELOG.md', 'SECURITY.md']
    const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
    const library = readdirSync(join(root, 'docs/protocols')).map(
      (name) => `docs/protocols/${name}`,
    )
    const all = [...pages, ...docs.map((name) => `docs/${name}`), ...library]
    expect(all.length).toBeGreaterThan(10)
    const numbered = all.filter((page) => gateNumber.test(readFileSync(join(root, page), 'utf8')))
    expect(numbered).toEqual([])
  })
})
