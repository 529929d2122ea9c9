/** Making a firm and hiring as a person does, on a real pseudo-terminal: how often one is asked, and what a trial tells. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AtTerminal, hasTerminal, startAtTerminal } from '../first-minute/terminal.ts'
import { buildProgram } from './built-program.ts'

const passphrase = 'a passphrase of this test'
const folder = mkdtempSync(join(tmpdir(), 'firm terminal '))
const repository = join(folder, 'a repo')
const home = join(folder, 'home')
const members = join(home, 'charter', 'members.ts')

const greeter = `#!/bin/sh
cat > /dev/null
echo '{"message":"ready","facts":{"greeting":"good day"}}'
`

beforeAll(() => {
  buildProgram()
  mkdirSync(repository)
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.email=ana@there', ...args], { cwd: repository })
  git('init', '-q')
  git('config', 'user.name', 'Ana Example')
  git('commit', '-q', '--allow-empty', '-m', 'Begin')
  writeFileSync(join(folder, 'greeter.sh'), greeter)
  chmodSync(join(folder, 'greeter.sh'), 0o755)
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const firm = (...words: readonly string[]): AtTerminal =>
  startAtTerminal(words, { HOME: folder, FIRM_HOME: home }, repository)

const hire = (member: string, ...program: readonly string[]): AtTerminal =>
  firm('hire', member, '--role', 'engineer', '--mind', 'command', ...program)

const until = async (isThere: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 600 && !isThere(); tries += 1) await wait(50)
  expect(isThere()).toBe(true)
}

describe('at a terminal', () => {
  beforeEach(({ skip }) => {
    if (!hasTerminal) skip('nothing here gives a program a terminal')
  })

  it('init asks three questions and no more, and tells whom it takes you for', async () => {
    const run = firm('init')
    for (const [question, answer] of [
      [/What is the firm for\? \[.*\] /, 'Ship it'],
      [/A passphrase for your key: /, passphrase],
      [/The same once more: /, passphrase],
    ] as const) {
      await run.shows(question)
      run.press(`${answer}\r`)
    }
    // A fourth question would wait for ever.
    expect(await run.over).toBe(0)
    expect(run.output()).toContain(
      'You are ana here; `firm init --operator NAME` takes another name.',
    )
    expect(run.output()).not.toContain(passphrase)
    const charter = readFileSync(join(home, 'charter', 'firm.ts'), 'utf8')
    expect(charter).toContain("goal('Ship it', {")
    expect(charter).toContain("ana: person({ roles: ['operator'] })")
  })

  it('hire asks before it tries a program, shows what it answered, and has the operator sign', async () => {
    const run = hire('eve', '--', join(folder, 'greeter.sh'))
    await run.shows(/eve runs: \["/)
    await run.shows(/Try eve with one line\? It may cost money\. \[y\/N\] /)
    run.press('y\r')
    await run.shows(/eve answered: "good day"/)
    await run.shows(/Passphrase of the operator's key: /)
    run.press(`${passphrase}\r`)
    await run.shows(/eve is hired; the charter is now version 2\./)
    expect(await run.over).toBe(0)
  })

  it('hire says what a program wrote that fails its trial, and takes it on a second word alone', async () => {
    const before = readFileSync(members, 'utf8')
    const run = hire('bob', '--', 'sh', '-c', 'cat > /dev/null; echo hello')
    await run.shows(/Try bob with one line\?/)
    run.press('y\r')
    await run.shows(/bob did not answer: its last line is no JSON object: "hello"/)
    await run.shows(/Hire bob all the same\? \[y\/N\] /)
    run.press('\r')
    expect(await run.over).toBe(1)
    expect(run.output()).toContain('Nothing was changed. Mend it and hire again')
    expect(readFileSync(members, 'utf8')).toBe(before)
  })

  it('hire is left by Ctrl-C in the middle of a trial, which ends the program', async () => {
    const before = readFileSync(members, 'utf8')
    const asleep = `sleep 86${process.pid}`
    const isAsleep = (): boolean =>
      execFileSync('ps', ['-eo', 'args']).toString().split('\n').includes(asleep)
    const run = hire('bob', '--', 'sh', '-c', `${asleep}; echo over`)
    await run.shows(/Try bob with one line\?/)
    run.press('y\r')
    await until(isAsleep)
    run.press('\u0003')
    expect(await run.over).toBe(1)
    expect(run.output()).toContain('you ended the trial, so bob is not hired')
    expect(readFileSync(members, 'utf8')).toBe(before)
    expect(isAsleep()).toBe(false)
  })

  it('hire is left by Ctrl-C at its question, and nothing is half done', async () => {
    const before = readFileSync(members, 'utf8')
    const run = hire('bob', '--', join(folder, 'greeter.sh'))
    await run.shows(/Try bob with one line\?/)
    run.press('\u0003')
    expect(await run.over).toBe(1)
    expect(run.output()).toContain('you left, so bob is not hired')
    expect(readFileSync(members, 'utf8')).toBe(before)
  })
})
