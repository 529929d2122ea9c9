/** What a hired program may use where its charter says nothing: enough for work, and no more than a machine can bear. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProcesses } from '../../environments/process/index.ts'
import { command } from '../../kernel/charter/index.ts'
import { limitsOf } from './company-minds.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firm hired '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const GiB = 1024 ** 3

describe('the limits of a hired program', () => {
  it('are what its charter says, and the usual ones where it says nothing', () => {
    const plain = command('sh', [], { roles: ['engineer'] })
    const modest = command('sh', [], {
      roles: ['engineer'],
      limits: { processCount: 7, memoryBytes: GiB },
    })
    expect(limitsOf(plain.mind.options)).toEqual({
      timeMs: 1_800_000,
      outputBytes: 10_000_000,
      memoryBytes: 8 * GiB,
      processCount: 512,
    })
    expect(limitsOf(modest.mind.options)).toMatchObject({ processCount: 7, memoryBytes: GiB })
  })

  it('end a program that forks a thousand times, with all of them', async () => {
    const processes = await openProcesses()
    const mark = `bomb-${process.pid}`
    const bomb = 'i=0; while [ $i -lt 1000 ]; do sleep 60 & i=$((i+1)); done; wait'
    const { mind } = command('sh', ['-c', bomb], { roles: ['engineer'] })
    const result = await processes.run(
      {
        program: 'sh',
        args: ['-c', bomb],
        folder,
        variables: { PATH: process.env['PATH'] ?? '' },
        input: '',
        limits: limitsOf(mind.options),
        mark,
      },
      new AbortController().signal,
    )
    expect(result.end).toBe('processes')
    expect(markedBy(mark)).toEqual([])
  })
})

/** Processes that carry the mark in their environment. */
const markedBy = (mark: string): readonly string[] =>
  readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'utf8').includes(mark)
    } catch {
      return false
    }
  })
