/** Files of configuration on a real disk: undone to the byte, whenever the program is ended. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Faults, noFaults } from '../../base/index.ts'
import { codexConfiguration } from './codex-configuration.ts'
import type { Configuration } from './configuration.ts'
import { joiningFaultPoints } from './fault-points.ts'
import { type FileOutcome, joinFile, type Joining, leaveFile } from './join-file.ts'
import { readJoined } from './joined-record.ts'

let ground = ''
beforeEach(() => {
  ground = mkdtempSync(join(tmpdir(), 'firm-joining-'))
  mkdirSync(join(ground, 'home'))
})
afterEach(() => rmSync(ground, { recursive: true, force: true }))

const configuration = (): Configuration =>
  codexConfiguration({
    top: join(ground, 'shop'),
    personFolder: ground,
    url: 'http://127.0.0.1:20001/door/codex',
    header: { name: 'firm-token', token: 'token' },
    command: ['/opt/node', '/opt/firm/dist/cli/hook.js', 'codex', '/data/door.json'],
  })

const yes = async (): Promise<boolean> => true

const joiningWith = (over: Partial<Joining> = {}): Joining => ({
  home: join(ground, 'home'),
  faults: noFaults,
  consent: yes,
  ...over,
})

const join_ = async (over: Partial<Joining> = {}): Promise<FileOutcome> =>
  await joinFile(configuration(), joiningWith(over))

const leave = async (over: Partial<Joining> = {}): Promise<FileOutcome> => {
  const { file, part } = configuration()
  return await leaveFile({ file, removal: part }, joiningWith(over))
}

const settings = (): string => configuration().file

const put = (text: string | Uint8Array): void => {
  mkdirSync(dirname(settings()), { recursive: true })
  writeFileSync(settings(), text)
}

/** Every file below the ground, with its text. */
const everything = (folder = ground): { readonly [path: string]: string } =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
      const path = join(folder, entry.name)
      if (!entry.isDirectory()) return [[path.slice(ground.length), readFileSync(path, 'utf8')]]
      return [[path.slice(ground.length), 'a folder'], ...Object.entries(everything(path))]
    }),
  )

/** Ends the program at the given reach of a fault point, counted from 1. */
const endedAt = (
  count: number,
): { readonly faults: Faults; readonly wasEnded: () => boolean; readonly seen: Set<string> } => {
  let reached = 0
  const seen = new Set<string>()
  return {
    seen,
    faults: {
      reach: (point) => {
        seen.add(point)
        reached += 1
        if (reached === count) throw new Ended()
      },
    },
    wasEnded: () => reached >= count,
  }
}

class Ended extends Error {}

const untilEnded = async (act: () => Promise<FileOutcome>): Promise<void> => {
  await act().catch((error: unknown) => {
    if (!(error instanceof Ended)) throw error
  })
}

const texts: readonly (string | undefined)[] = [
  undefined,
  '',
  '{\n  // mine\n  "hooks": { "Stop": [] },\n}\n',
]

describe('joining and leaving', () => {
  it.each(texts)('give %j back, and leave nothing behind', async (text) => {
    if (text !== undefined) put(text)
    const before = everything()
    expect(await join_()).toEqual({ kind: 'changed', file: settings() })
    const after = everything()
    expect(await join_()).toEqual({ kind: 'unchanged', file: settings() })
    expect(everything()).toEqual(after)
    expect(await leave()).toEqual({ kind: 'changed', file: settings() })
    expect(everything()).toEqual(before)
    expect(await leave()).toEqual({ kind: 'unchanged', file: settings() })
    expect(everything()).toEqual(before)
  })

  it.each(texts)(
    'of %j, ended at any write and said again, end as if nothing had been',
    async (text) => {
      if (text !== undefined) put(text)
      const before = everything()
      await join_()
      const joined = everything()
      await leave()
      let points = 0
      const seen = new Set<string>()
      for (let count = 1; ; count += 1) {
        const [joinEnd, leaveEnd] = [endedAt(count), endedAt(count)]
        await untilEnded(async () => await join_(joinEnd))
        await join_()
        expect(everything()).toEqual(joined)
        await untilEnded(async () => await leave(leaveEnd))
        await leave()
        expect(everything()).toEqual(before)
        await untilEnded(async () => await join_(endedAt(count)))
        await leave()
        expect(everything()).toEqual(before)
        for (const point of [...joinEnd.seen, ...leaveEnd.seen]) seen.add(point)
        if (!joinEnd.wasEnded() && !leaveEnd.wasEnded()) break
        points = count
      }
      expect(points).toBe(3)
      expect([...seen].toSorted()).toEqual(joiningFaultPoints)
    },
  )

  it('keep what its owner wrote after us, and the mode', async () => {
    put('{ "a": 1 }\n')
    chmodSync(settings(), 0o640)
    await join_()
    expect(statSync(settings()).mode & 0o777).toBe(0o640)
    writeFileSync(settings(), readFileSync(settings(), 'utf8').replace('1', '2'))
    await join_()
    await leave()
    expect(readFileSync(settings(), 'utf8')).toBe('{ "a": 2 }\n')
    expect(statSync(settings()).mode & 0o777).toBe(0o640)
  })

  it('make files and folders for their owner alone, and keep a folder in which somebody put more', async () => {
    await join_()
    expect(statSync(settings()).mode & 0o777).toBe(0o600)
    writeFileSync(join(dirname(settings()), 'theirs'), '')
    await leave()
    expect(readdirSync(dirname(settings()))).toEqual(['theirs'])
  })

  it('follow a link to where the file is', async () => {
    const real = join(ground, 'dotfiles.json')
    writeFileSync(real, '{}')
    mkdirSync(dirname(settings()), { recursive: true })
    symlinkSync(real, settings())
    await join_()
    expect(readFileSync(real, 'utf8')).toContain('hook.js')
    await leave()
    expect(readFileSync(real, 'utf8')).toBe('{}')
    expect(existsSync(settings())).toBe(true)
  })

  it('undo an account that was lost as far as ours can be told', async () => {
    put('{ "a": 1 }\n')
    await join_()
    rmSync(join(ground, 'home', 'joined.json'))
    await leave()
    expect(readFileSync(settings(), 'utf8')).toBe('{ "a": 1 }\n')
  })
})

describe('a person who is asked', () => {
  it('sees the change first, and nothing is written when they decline', async () => {
    put('{ "a": 1 }\n')
    const before = everything()
    const seen: unknown[] = []
    const outcome = await join_({
      consent: async ({ before: was, isWhole }) => {
        seen.push([was, isWhole])
        return false
      },
    })
    expect(outcome).toEqual({ kind: 'declined', file: settings() })
    expect(seen).toEqual([['{ "a": 1 }\n', false]])
    expect(everything()).toEqual(before)
  })
})

describe('a file that somebody writes meanwhile', () => {
  it('is planned anew, and both are in it', async () => {
    put('{}')
    let asked = 0
    const outcome = await join_({
      consent: async () => {
        asked += 1
        if (asked === 1) put('{ "theirs": 1 }')
        return true
      },
    })
    expect(outcome.kind).toBe('changed')
    expect(asked).toBe(2)
    expect(readFileSync(settings(), 'utf8')).toContain('"theirs": 1')
    await leave()
    expect(readFileSync(settings(), 'utf8')).toBe('{ "theirs": 1 }')
  })

  it('between the check and the end is seen too', async () => {
    put('{}')
    let reached = 0
    const reach = (point: string): void => {
      if (point === 'settings: draft written' && reached === 0) {
        reached += 1
        put('{ "theirs": 1 }')
      }
    }
    expect((await join_({ faults: { reach } })).kind).toBe('changed')
    expect(readFileSync(settings(), 'utf8')).toContain('"theirs": 1')
  })

  it('again and again is left to them, and said', async () => {
    let count = 0
    const outcome = await join_({
      consent: async () => {
        count += 1
        put(`{ "theirs": ${count} }`)
        return true
      },
    })
    expect(outcome).toMatchObject({ kind: 'refused', hint: expect.stringContaining('Close') })
    expect(readFileSync(settings(), 'utf8')).toBe('{ "theirs": 5 }')
    expect(readdirSync(dirname(settings()))).toEqual(['hooks.json'])
  })
})

describe('what is no file of settings', () => {
  const cases: readonly (readonly [string, () => void, RegExp, RegExp])[] = [
    ['broken', () => put('{\n "a": '), /hooks\.json: it is no JSON: .* at line 2/, /Mend it/],
    ['read-only', readOnly, /hooks\.json is read-only/, /chmod u\+w/],
    ['a folder', () => mkdirSync(settings(), { recursive: true }), /is no file/, /Move away/],
    ['bytes', () => put(Uint8Array.of(0x7b, 0xff, 0x7d)), /is no UTF-8 text/, /Save it as UTF-8/],
    ['in a file', inFile, /hooks\.json cannot be read or written/, /what its folders are/],
    ['a link to nowhere', dangling, /cannot be read or written: ENOENT/, /Look at its owner/],
  ]
  it.each(cases)('is left as it is where it is %s, with the place and the mend', async (...one) => {
    const [, prepare, message, hint] = one
    prepare()
    const outcome = await join_()
    expect(outcome).toEqual({
      kind: 'refused',
      file: settings(),
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    })
    expect(readdirSync(join(ground, 'home'))).toEqual([])
  })
})

function readOnly(): void {
  put('{}')
  chmodSync(settings(), 0o444)
}

function inFile(): void {
  mkdirSync(join(ground, 'shop'))
  writeFileSync(dirname(settings()), '')
}

function dangling(): void {
  mkdirSync(dirname(settings()), { recursive: true })
  symlinkSync(join(ground, 'nowhere'), settings())
}

it('the record is for its owner alone', async () => {
  await join_()
  expect(statSync(join(ground, 'home', 'joined.json')).mode & 0o777).toBe(0o600)
  expect(readJoined(join(ground, 'home')).map(({ file }) => file)).toEqual([settings()])
})
