/** Dismissing a member in the middle of its work, by the built program with a host that lives: what becomes of all that it held. */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram } from './built-program.ts'
import { stageFirm } from './staged-firm.ts'

const stage = stageFirm({ program: 'none' })
const pause = join(stage.signals, 'wait')
const signed = ['--no-trial', '--passphrase-fd', '3'] as const

beforeAll(async () => {
  buildProgram()
  await stage.firm(['init', '--passphrase-fd', '3', '--operator', 'ana'])
  await stage.hireBoth()
}, 300_000)
afterAll(async () => await stage.leave())

interface Line {
  readonly position: number
  readonly type: string
  readonly by: string | null
  readonly message: string | null
  readonly enactment: string | null
  readonly more: { readonly [name: string]: unknown }
}

const log = async (): Promise<readonly Line[]> => {
  const { out } = await stage.firm(['log', '--json'])
  return out
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}

const until = async (isThere: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isThere()) return
    await wait(50)
  }
  expect(await isThere()).toBe(true)
}

const dismiss = async (member: string) =>
  await stage.firm(['dismiss', member, '--passphrase-fd', '3'])

const rows = async (from: number): Promise<readonly string[]> =>
  (await log())
    .filter(({ position }) => position > from)
    .flatMap(({ type, by, message, more }) => {
      if (type === 'message-sent') return [`${by ?? ''} sends ${message ?? ''}`]
      if (type === 'role-assigned') return [`${by ?? ''} is ${String(more['role'])}`]
      return type === 'intent-lapsed' ? [`${String(more['intent'])} lapses`] : []
    })

const lastPosition = async (): Promise<number> => (await log()).at(-1)?.position ?? 0

describe('a member that is dismissed in the middle of its work, while the host lives', () => {
  it('is ended; its role and its lease go on with another, and the work is done once', async () => {
    const script = join(dirname(stage.repository), 'engineer.sh')
    const hired = ['hire', 'bob', '--role', 'engineer', ...signed, '--', 'sh', script]
    expect(await stage.firm([...hired, stage.signals])).toMatchObject({ code: 0, err: '' })
    const before = await lastPosition()
    writeFileSync(pause, '')
    const running = stage.start(['do', 'Write more', '--paths', 'NOTES.md', '--yes'])
    await until(() => stage.beats().length === 1)
    const [beat = ''] = stage.beats()
    const dismissed = await dismiss('bob')
    expect(dismissed).toMatchObject({ code: 0, err: '' })
    expect(dismissed.out).toContain(
      'handoff:write-more loses its engineer bob: it waits until the role is given to eve',
    )
    await until(() => stage.beats().some((one) => one !== beat))
    // Nobody pays for what could not be delivered any more.
    const size = (): number => (existsSync(beat) ? statSync(beat).size : 0)
    const ended = size()
    await wait(500)
    expect(size()).toBe(ended)
    rmSync(pause)
    expect(await running.ended).toMatchObject({ code: 0 })
    expect(await rows(before)).toEqual([
      'ana sends offer',
      'bob sends accept',
      'eve is engineer',
      'eve sends deliver',
      'rob sends judge',
      'ana sends apply',
    ])
    expect(stage.git('show', 'firm/main:NOTES.md')).toBe('a line')
    expect(await stage.firm(['verify'])).toMatchObject({ code: 0 })
    const { out } = await stage.firm(['status', '--json'])
    expect(out).not.toContain('"bob"')
  })

  it('takes its intents with it: the operator has its role now, and merges', async () => {
    await stage.hireLead()
    const before = await lastPosition()
    const running = stage.start(['do', 'Write notes', '--passphrase-fd', '3'])
    await until(async () => (await log()).some(({ type }) => type === 'intent-held'))
    expect(await dismiss('lea')).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse((await stage.firm(['intents', '--json'])).out)).toEqual([])
    // Whoever followed it is asked no more; the host goes on with it.
    running.child.stdin?.end()
    await running.ended
    expect(await stage.firm(['answer', 'handoff:notes', 'apply'])).toMatchObject({ code: 0 })
    await until(async () =>
      (await log()).some(
        ({ type, enactment }) => type === 'enactment-ended' && enactment === 'handoff:notes',
      ),
    )
    expect(await rows(before)).toEqual([
      'ana sends ask',
      'lea sends offer',
      'eve sends accept',
      'eve sends deliver',
      'rob sends judge',
      'ana is lead',
      'ana is lead',
      'i1 lapses',
      'ana sends apply',
    ])
  })
})
