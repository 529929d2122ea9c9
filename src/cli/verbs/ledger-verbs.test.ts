import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../ledger/drivers/sqlite/index.ts'
import { chainBodies } from '../../ledger/index.ts'
import { ledgerFileOf } from '../open-ledger.ts'
import { runProgram } from '../program.ts'
import { trialSurroundings } from '../../../test/program/trial-surroundings.ts'
import { verbs } from '../verbs.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'firm verbs '))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const firm = async (...words: readonly string[]) => {
  const trial = trialSurroundings({ variables: { FIRM_HOME: home }, folder: home })
  const code = await runProgram(words, verbs, trial.surroundings)
  return { code, out: trial.written, err: trial.complained }
}

const writeLedger = async (...bodies: readonly string[]): Promise<void> => {
  const store = await openSqliteStore(ledgerFileOf(home))
  const tip = await store.tip()
  await store.append(tip.position, chainBodies(tip, bodies))
  await store.close()
}

describe('verify and anchor', () => {
  it('say that there is no firm, and end with 3', async () => {
    for (const verb of ['verify', 'anchor']) {
      const { code, err } = await firm(verb)
      expect({ code, first: err[0] }).toEqual({
        code: 3,
        first: `firm: there is no firm at ${home}`,
      })
    }
  })

  it('agree on a ledger that nobody touched', async () => {
    await writeLedger('{"a":1}', '{"a":2}')
    const { out } = await firm('anchor', '--json')
    writeFileSync(join(home, 'anchor.json'), `${out[0] ?? ''}\n`)
    await writeLedger('{"a":3}')
    expect(await firm('verify', '--anchor', 'anchor.json')).toEqual({
      code: 0,
      out: ['3 events, and the first 2 are those of the anchor'],
      err: [],
    })
  })

  it('refuse a ledger that is not the one of the anchor, and name the event', async () => {
    await writeLedger('{"a":1}')
    writeFileSync(join(home, 'a.json'), `{"position":1,"hash":"${'0'.repeat(64)}"}`)
    const { code, out } = await firm('verify', '--anchor', 'a.json', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      ok: false,
      position: 1,
      code: 'not-the-anchored',
    })
  })

  it('call a file that is no anchor a wrong usage, and name it', async () => {
    await writeLedger('{"a":1}')
    writeFileSync(join(home, 'a.json'), 'hello')
    const { code, err } = await firm('verify', '--anchor', 'a.json')
    expect(code).toBe(2)
    expect(err[0]).toBe(`firm: ${join(home, 'a.json')}: this is no anchor: it is not a JSON object`)
  })
})

describe('a ledger from the future', () => {
  it.each(['verify', 'log', 'status', 'anchor', 'export'])(
    'is left alone by `firm %s`, which names the mend and ends with 1',
    async (verb) => {
      await writeLedger('{"a":1}')
      const file = ledgerFileOf(home)
      const bytes = readFileSync(file)
      // The format stands in the header, where every program of SQLite keeps its own.
      bytes.writeUInt32BE(2, 60)
      writeFileSync(file, bytes)
      const words = verb === 'export' ? [verb, join(home, 'out')] : [verb]
      expect(await firm(...words)).toEqual({
        code: 1,
        out: [],
        err: [
          `firm: ${file} has format 2, and this program knows formats up to 1`,
          '      Update Firm to the version that wrote it; nothing was changed.',
        ],
      })
      expect(readFileSync(file)).toEqual(bytes)
      expect(existsSync(join(home, 'out'))).toBe(false)
    },
  )
})
