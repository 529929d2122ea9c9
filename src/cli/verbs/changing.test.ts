import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firmStatus } from '../../api/index.ts'
import { encodeCanonical, type JsonObject } from '../../base/index.ts'
import { type CharterHome, foundHome } from '../../../test/program/charter-home.ts'

let acme: CharterHome
beforeAll(async () => {
  acme = await foundHome()
  await acme.say(
    ['ana', { enactment: '', opens: 'change', message: 'offer', facts: offered }],
    ['eve', { enactment: 'change:w1', message: 'accept', facts: { plan: 'rename it' } }],
  )
}, 300_000)
afterAll(() => acme.remove())

const offered = { work: 'w1', spec: 'mend it', engineer: 'eve' }

const jsonOf = async (...words: readonly string[]): Promise<JsonObject> =>
  JSON.parse((await acme.firm(...words, '--json')).out[0] ?? 'null')

describe('the charter', () => {
  it('that did not change has no difference, and applying it changes nothing', async () => {
    expect(await acme.firm('diff')).toMatchObject({ code: 0, out: ['nothing changes'] })
    expect((await acme.firm('apply')).out).toEqual(['Nothing changes: version 1 stands.'])
  })

  it('is compared in words, adopted when it is signed, and returned to with its code', async () => {
    acme.rewrite('ship it twice')
    expect((await acme.firm('diff')).out).toEqual([
      'Goal',
      '  the goal is now: ship it twice',
      'Code',
      '  the files of the charter, or the versions of its packages, changed',
    ])
    const applied = await acme.firm('apply')
    expect(applied.out.at(-1)).toBe('Version 2 of the charter is adopted.')
    const { out } = await acme.firm('rollback', '1')
    expect(out.slice(-2)).toEqual([
      'The earlier charter is adopted again, as version 3.',
      'The files on disk stay as they are: `firm diff` shows how they differ.',
    ])
    expect(await jsonOf('status')).toMatchObject({ charter: 3, goal: 'ship it' })
  })

  it.each([
    ['9', 'there is no version 9 of the charter before 3', 'Name one from 1 to 2.'],
    ['3', 'version 3 is the charter that stands', 'Name one from 1 to 2.'],
  ])('is not returned to version %s', async (version, said, mend) => {
    expect(await acme.firm('rollback', version)).toMatchObject({
      code: 1,
      err: [`firm: ${said}`, `      ${mend}`],
    })
  })

  it('that takes no hired members in refuses a hiring, and nobody is left in its files', async () => {
    const words = [
      'hire',
      'zoe',
      '--role',
      'engineer',
      '--mind',
      'command',
      '--no-trial',
      '--',
      'true',
    ]
    const { code, err } = await acme.firm(...words)
    expect({ code, said: err.join(' ') }).toEqual({
      code: 1,
      said: expect.stringContaining('the charter does not take members.ts in') as string,
    })
    const { charterFolder } = acme.places
    const file = join(charterFolder, 'members.ts')
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').not.toContain('zoe')
    expect(existsSync(join(charterFolder, 'members.before.ts'))).toBe(false)
  })

  it('that cannot be read is refused by its place, and nothing changes', async () => {
    acme.rewrite("' + nothing + '")
    const { code, err } = await acme.firm('apply')
    expect(code).toBe(1)
    expect(err.join(' ')).toContain('nothing is not defined')
    acme.rewrite('ship it')
  })
})

describe('a charter that does not compile', () => {
  const compiler = join(process.cwd(), 'node_modules')
  const mistyped = "ship' + (5 as unknown as string).toFixed(0) + '"

  it('is adopted where there is no compiler to ask, and that is said', async () => {
    acme.rewrite('ship it soon')
    const { code, out } = await acme.firm('apply')
    expect(code).toBe(0)
    expect(out[0]).toContain('It was not type-checked: this project has no TypeScript compiler')
  })

  it('is refused by its place where there is one, and nothing changes', async () => {
    const link = join(acme.places.charterFolder, 'node_modules')
    symlinkSync(compiler, link)
    acme.rewrite(mistyped)
    const before = await jsonOf('status')
    const { code, err } = await acme.firm('apply')
    const checked = await acme.firm('check', acme.places.charterFile)
    rmSync(link)
    expect(code).toBe(1)
    expect(err.join('\n')).toMatch(/does not compile\n.*firm\.ts:\d+:\d+: .*'toFixed'/)
    expect(checked.code).toBe(1)
    expect(checked.err.join('\n')).toMatch(/does not compile\n.*firm\.ts:\d+:\d+: .*'toFixed'/)
    expect(checked.out.join('\n')).toContain('safe and live')
    expect(await jsonOf('status')).toMatchObject({ charter: before['charter'] ?? 0 })
    acme.rewrite('ship it soon')
  })
})

describe('a fork', () => {
  it('is a firm of its own with the same past, in which no effect happens', async () => {
    const to = join(acme.home, 'what if')
    expect((await acme.firm('fork', to, '--name', 'what-if')).out[0]).toMatch(
      /^what-if is a fork of acme at position \d+; it lives at /,
    )
    const there = acme.at(to)
    const status = firmStatus.parse(JSON.parse((await there('status', '--json')).out[0] ?? ''))
    expect(status).toMatchObject({ firm: 'what-if', forkedFrom: 'acme' })
    expect(status.waiting).toMatchObject([{ kind: 'intent', id: 'i1' }])
    const anchored = await jsonOf('anchor')
    expect(JSON.parse((await there('anchor', '--json')).out[0] ?? '')).toMatchObject({
      position: Number(anchored['position']) + 1,
    })
    expect((await there('verify')).code).toBe(0)
  })

  it('asks its gates again, and its key signs for it alone', async () => {
    const to = join(acme.home, 'another')
    await acme.firm('fork', to)
    expect((await acme.at(to)('approve', 'i1')).code).toBe(0)
    expect((await jsonOf('intents')) as unknown).toMatchObject([{ id: 'i1' }])
  })

  it('of an earlier position knows nothing of what came later', async () => {
    const to = join(acme.home, 'earlier')
    await acme.firm('fork', to, '--at', '4')
    const { out } = await acme.at(to)('status', '--json')
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ position: 5, waiting: [] })
  })

  it.each([
    [['fork', 'charter'], /charter exists already$/],
    [['fork', 'x', '--at', '999'], /^firm: there is no position 999/],
    [['fork', 'x', '--at', '0'], /^firm: there is no firm at that position$/],
    [['fork', 'x', '--name', 'acme'], /^firm: a fork has a name of its own, not acme again$/],
  ])('%j is refused in words and leaves nothing', async (words, said) => {
    const { code, err } = await acme.firm(...words)
    expect(code).toBe(1)
    expect(err[0]).toMatch(said)
    expect(existsSync(join(acme.home, 'x'))).toBe(false)
  })
})

describe('an export', () => {
  it('can be read and verified without Firm', async () => {
    const folder = join(acme.home, 'exported')
    const { hash, position } = await jsonOf('export', folder)
    const lines = readFileSync(join(folder, 'ledger.jsonl'), 'utf8').trimEnd().split('\n')
    let chained = '0'.repeat(64)
    for (const line of lines) {
      const { event } = JSON.parse(line)
      const bytes = encodeCanonical(event)
      chained = createHash('sha256').update(chained).update(bytes).digest('hex')
    }
    expect({ chained, count: lines.length }).toEqual({ chained: hash, count: position })
    const charter: unknown = JSON.parse(readFileSync(join(folder, 'charter.json'), 'utf8'))
    expect(charter).toMatchObject({ name: 'acme' })
    const held = await acme.firm('verify', '--anchor', join(folder, 'anchor.json'))
    expect(held.code).toBe(0)
    rmSync(folder, { recursive: true })
  })
})
