/** What `firm up` shows of real work: in a log file, line for line, and to somebody who sits at a terminal. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AtTerminal, hasTerminal, startAtTerminal } from '../first-minute/terminal.ts'
import { buildProgram } from './built-program.ts'
import { type StagedFirm, stageFirm, type StartedRun } from './staged-firm.ts'

const secret = ['--passphrase-fd', '3']

/** A firm with an engineer and a reviewer that are programs. */
const staffed = async (): Promise<StagedFirm> => {
  const stage = stageFirm({ program: 'none' })
  await stage.firm(['init', ...secret, '--operator', 'ana'])
  await stage.hireBoth()
  return stage
}

beforeAll(buildProgram, 300_000)

describe('firm up into a file', { timeout: 120_000 }, () => {
  let stage: StagedFirm
  let up: StartedRun
  const file = (): string => join(stage.signals, 'up.log')
  const log = (): string => readFileSync(file(), 'utf8')
  const shows = async (words: RegExp): Promise<RegExpExecArray> => {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const found = words.exec(log())
      if (found !== null) return found
      await wait(50)
    }
    throw new Error(`it never showed ${words}:\n${log()}`)
  }
  beforeAll(async () => {
    stage = await staffed()
    await stage.hireLead()
    up = stage.start(['up'], file())
    await shows(/What is held/)
  }, 120_000)
  afterAll(async () => await stage.leave())

  it('begins with how the firm stands: who does what, what is about to happen, what waits for you', async () => {
    expect(log().replaceAll(/^\S+ {2}/gm, '')).toMatch(
      /^This is the host of a-repo, process \d+\. Ctrl-C ends it\.\na-repo: .*\nposition \d+, .*\nWho does what\n(?: {2}.*\n)+Unfenced: eve, lea, rob\..*\n.*\nWhat is about to happen\n {2}nothing\nWhat waits for you\n {2}nothing\nWhat is held\n {2}nothing\n$/,
    )
  })

  it('tells who does what as it happens, and what waits for you, marked where its member is unfenced', async () => {
    const long = `Write notes about ${'everything that is '.repeat(30)}known`
    const given = await stage.firm(['do', long, '--to', 'lead', '--detach', ...secret])
    expect(given).toMatchObject({ code: 0 })
    const [, intent = ''] = await shows(
      /> waits for you: apply of lea \[unfenced\] in handoff:notes \(approval: `firm approve (i\d+)` or `firm veto \1`\)/,
    )
    expect(log()).toMatch(/lea wants to send apply in handoff:notes.*\[unfenced\]/)
    expect(log()).toMatch(/eve began turn t\d+ as engineer in handoff:notes\. \[unfenced\]/)
    expect(await stage.firm(['approve', intent, ...secret])).toMatchObject({ code: 0 })
    await shows(/request:write-notes-about-\S+ completed\./)
  })

  it('says that it ended, and what is in the file are dated lines on their own, of a bearable length', async () => {
    up.child.kill('SIGTERM')
    expect(await up.ended).toMatchObject({ code: 0, err: '' })
    expect(log()).toMatch(/The host has ended: you ended it\. Work goes on with the next\.\n$/)
    const lines = log().trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(30)
    const dated = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}\S| {2}\S/
    expect(lines.filter((line) => !dated.test(line))).toEqual([])
    expect(lines.filter((line) => line.length > 200)).toEqual([])
    expect(lines.filter((line) => /[^\P{Cc}]/u.test(line))).toEqual([])
    // Each event is told once, in the order of the book.
    const instants = lines.map((line) => line.slice(0, 20))
    expect(instants).toEqual(instants.toSorted())
  })
})

describe('firm up at a terminal', { timeout: 120_000 }, () => {
  let stage: StagedFirm
  let up: AtTerminal
  beforeAll(async () => {
    if (!hasTerminal) return
    stage = await staffed()
    up = startAtTerminal(['up'], { FIRM_HOME: stage.home, HOME: stage.signals })
  }, 120_000)
  beforeEach(({ skip }) => {
    if (!hasTerminal) skip('neither `script` nor python3 is here, which give a program a terminal')
  })
  afterAll(async () => {
    up?.kill()
    await stage?.leave()
  })

  it('shows how the firm stands before anything happens', async () => {
    await up.shows(/This is the host of a-repo, process \d+\. Ctrl-C ends it\./)
    await up.shows(/Who does what\n(?: {2}.*\n)+/)
    await up.shows(/What is about to happen\n {2}nothing\n\nWhat waits for you\n {2}nothing\n/)
    const held = await up.shows(/What is held\n {2}.*\n/)
    expect(held).toBe('What is held\n  nothing\n')
  })

  it('tells each event with its date, and asks in place for what waits for you', async () => {
    await stage.firm(['do', 'Write notes', '--paths', 'NOTES.md', '--detach', ...secret])
    await up.shows(/\n\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}eve began turn/)
    await up.shows(/> waits for you: redo in handoff:write-notes\n/)
    await up.shows(
      /It waits for you as lead in handoff:write-notes:\n {2}1 {2}redo: [^]*Enter does it/,
    )
    up.press('\r')
    await up.shows(/as lead in handoff:write-notes~2:\n {2}1 {2}offer: [^]*Enter does it/)
    up.press('\r')
    await up.shows(/> waits for you: apply in handoff:write-notes~2\n/)
    await up.shows(/as lead in handoff:write-notes~2:\n {2}1 {2}apply: [^]*Enter does it/)
    up.press('\r')
    const ended = await up.shows(/handoff:write-notes(~2)? (completed|ended as .*)\./)
    expect(ended).toContain('completed')
  })

  it('ends with Ctrl-C, and has only ever added lines', async () => {
    up.press('\u0003')
    await up.shows(/The host has ended: you ended it\. Work goes on with the next\./)
    expect(await up.over).toBe(0)
    // Of control codes only those with which a prompt is edited in its own line: to a column, and clear from there.
    const beside = up.output().replaceAll(/\u001b\[(?:\d+G|0J)/g, '')
    expect(beside.split('\n').filter((line) => /[^\P{Cc}\t]/u.test(line))).toEqual([])
  })
})
