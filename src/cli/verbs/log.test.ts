import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { logLine } from '../../api/index.ts'
import { encodeCanonical } from '../../base/index.ts'
import { openSqliteStore } from '../../ledger/drivers/sqlite/index.ts'
import { chainBodies } from '../../ledger/index.ts'
import { trialSurroundings } from '../../../test/program/trial-surroundings.ts'
import { ledgerFileOf } from '../open-ledger.ts'
import { runProgram } from '../program.ts'
import { verbs } from '../verbs.ts'

let home = ''
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'firm log '))
  const store = await openSqliteStore(ledgerFileOf(home))
  const tip = await store.tip()
  const events = [
    { type: 'firm-founded', at: 1000, format: 1, firm: 'acme', operatorKey: 'ab' },
    { type: 'host-started', at: 2000, host: 'h1', process: 42 },
    {
      type: 'turn-refused',
      at: 3000,
      host: 'h1',
      turn: 't1',
      enactment: 'change/7',
      by: 'eve',
      why: 'missing-receipt',
      message: 'deliver',
      detail: 'no such commit',
      broken: [],
      facts: { commit: 'abc' },
      use: { ms: 5 },
    },
  ]
  await store.append(0, chainBodies(tip, events.map(encodeCanonical)))
  await store.close()
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const firm = async (...words: readonly string[]) => {
  const trial = trialSurroundings({ variables: { FIRM_HOME: home }, folder: home })
  const code = await runProgram(['log', ...words], verbs, trial.surroundings)
  return { code, out: trial.written, err: trial.complained }
}

describe('firm log', () => {
  it('prints one object a line for programs, every one with the same names', async () => {
    const { code, out } = await firm('--json')
    expect(code).toBe(0)
    const lines = z.array(logLine).parse(out.map((line) => JSON.parse(line)))
    expect(lines.map(({ hash: _hash, ...rest }) => rest)).toEqual([
      {
        position: 1,
        at: 1000,
        type: 'firm-founded',
        enactment: null,
        message: null,
        by: null,
        host: null,
        facts: {},
        premises: [],
        more: { format: 1, firm: 'acme', operatorKey: 'ab' },
      },
      {
        position: 2,
        at: 2000,
        type: 'host-started',
        enactment: null,
        message: null,
        by: null,
        host: 'h1',
        facts: {},
        premises: [],
        more: { process: 42 },
      },
      {
        position: 3,
        at: 3000,
        type: 'turn-refused',
        enactment: 'change/7',
        message: 'deliver',
        by: 'eve',
        host: 'h1',
        facts: { commit: 'abc' },
        premises: [],
        more: {
          turn: 't1',
          why: 'missing-receipt',
          detail: 'no such commit',
          broken: [],
          use: { ms: 5 },
        },
      },
    ])
  })

  it('prints a sentence a line for persons, with position and time', async () => {
    const { out } = await firm()
    expect(out.length).toBe(3)
    expect(out[0]).toMatch(/^1 {2}1970-01-01T00:00:01\.000Z {2}.*acme/)
  })

  it('begins after a position, and shows one enactment alone', async () => {
    expect((await firm('--after', '2')).out.length).toBe(1)
    expect((await firm('--enactment', 'change/7', '--json')).out.length).toBe(1)
    expect((await firm('--enactment', 'change/8')).out).toEqual([])
  })

  it('ends with 2 where the position is none', async () => {
    expect((await firm('--after', 'yesterday')).code).toBe(2)
  })
})
