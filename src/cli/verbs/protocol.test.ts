import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { trialSurroundings } from '../../../test/program/trial-surroundings.ts'
import { runProgram } from '../program.ts'
import { verbs } from '../verbs.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firm protocol '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const firm = async (...words: readonly string[]) => {
  const trial = trialSurroundings({ folder })
  const code = await runProgram(words, verbs, trial.surroundings)
  return { code, out: trial.written, err: trial.complained }
}

const vote = fileURLToPath(new URL('../../../examples/protocols/vote.ts', import.meta.url))

describe('firm protocol', () => {
  it('shows a protocol as text and as pictures', async () => {
    expect((await firm('protocol', 'show', vote)).out[0]).toMatch(/^protocol vote/)
    expect((await firm('protocol', 'show', vote, '--sequence')).out.join('\n')).toMatch(
      'sequenceDiagram',
    )
    expect((await firm('protocol', 'show', vote, '--states')).out.join('\n')).toMatch(
      'stateDiagram-v2',
    )
  })

  it('gives a form that it reads and checks again as it was', async () => {
    const shown = await firm('protocol', 'show', vote, '--json')
    const [first] = JSON.parse(shown.out[0] ?? '')
    writeFileSync(join(folder, 'vote.json'), JSON.stringify(first.form))
    const again = await firm('protocol', 'diff', vote, 'vote.json')
    expect(again).toEqual({ code: 0, out: ['vote: the same'], err: [] })
    expect((await firm('check', 'vote.json')).code).toBe(0)
  })

  it('says in words how two differ', async () => {
    const [{ form }] = JSON.parse((await firm('protocol', 'show', vote, '--json')).out[0] ?? '')
    const { lapse: _lapse, ...messages } = form.messages
    writeFileSync(join(folder, 'less.json'), JSON.stringify({ ...form, messages }))
    const { code, out } = await firm('protocol', 'diff', vote, 'less.json')
    expect({ code, first: out[0] }).toEqual({ code: 0, first: 'vote' })
    expect(out.slice(1).join('\n')).toMatch('lapse')
  })

  it.each([{ words: ['turn', vote] }, { words: ['diff', vote] }])(
    'ends with 2 where it is told to do something else: $words.0',
    async ({ words }) => {
      expect((await firm('protocol', ...words)).code).toBe(2)
    },
  )
})
