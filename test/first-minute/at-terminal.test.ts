// The first minute before somebody who sits there: asked in place, answered with one key, and waiting until it is pressed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allAnswers, runMinute } from '../../audit/minute.ts'
import { openClone } from '../../audit/repository.ts'
import { type PlantedRepository, plantRepository } from '../../src/testing/planted-repository.ts'
import { buildProgram } from '../program/built-program.ts'
import { type AtTerminal, hasTerminal, startAtTerminal } from './terminal.ts'

let repository: PlantedRepository
let home: string
let minute: AtTerminal

const seed = 3

beforeAll(async () => {
  if (!hasTerminal) return
  buildProgram()
  repository = await plantRepository({ 'README.md': '# A tool\n' })
  home = mkdtempSync(join(tmpdir(), 'firm-terminal-'))
  const words = ['first-minute', repository.folder, '--fast', '--seed', String(seed)]
  minute = startAtTerminal(words, { FIRM_HOME: home })
})

afterAll(async () => {
  minute?.kill()
  if (home !== undefined) rmSync(home, { recursive: true, force: true })
  await repository?.remove()
})

/** Long enough that a firm which did not wait would have gone on. */
const patienceMs = 1_500

/** Answers each intent that stands there until the last act: what deletes is vetoed, all else approved. */
const judgeAll = async (): Promise<void> => {
  for (;;) {
    const shown = await minute.shows(
      /\? {2}.*Press (a to approve, v to veto|c to change)|job is completed/,
    )
    if (shown.includes('completed')) return
    if (shown.includes('Press c')) minute.press('c')
    else minute.press(shown.includes('It deletes a file') ? 'v' : 'a')
  }
}

describe('a first minute at a terminal', () => {
  beforeEach(({ skip }) => {
    if (!hasTerminal) skip('neither `script` nor python3 is here, which give a program a terminal')
  })

  it('asks, and without a key it waits', async () => {
    await minute.shows(/\? {2}Press 1 for unlink, 2 for guide\./)
    const before = minute.output()
    await wait(patienceMs)
    expect(minute.output()).toBe(before)
    minute.press('x')
    await minute.shows(/\? {2}Press 1 or 2\./)
    minute.press('1')
    await minute.shows(/you answer: unlink\. decision\/dead-links stands at version 1/)
  })

  it('takes a change of mind, an approval and a veto by one key each', async () => {
    await judgeAll()
    const output = minute.output()
    expect(output).toContain('you say otherwise now: guide.')
    expect(output).toMatch(/you veto i\d+, the merge of t\d \(planted\)/)
    expect(output).toMatch(/as you approved/)
    expect(output).toMatch(/── SIGKILL: the host is dead, in the middle of/)
  })

  it('then serves before your eyes until Ctrl-C', async () => {
    await minute.shows(/bytes of briefs +\d+ +\d+/)
    await minute.shows(/host +process \d+, serving until Ctrl-C/)
    await minute.shows(/What is held/)
    minute.press('\u0003')
    await minute.shows(/The host has stopped; everything stays where it is\./)
    expect(await minute.over).toBe(0)
  })

  it('ends in another tree than with another answer', async () => {
    const { change: _, ...unchanged } = allAnswers
    const other = await runMinute({ path: repository.folder, seed, answers: unchanged })
    const tree = openClone(join(home, 'repository.git')).tree()
    expect(tree).toMatch(/^[0-9a-f]{40}$/)
    expect(other.clone.tree()).not.toBe(tree)
    other.discard()
  })
})
