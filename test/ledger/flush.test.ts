// The real driver under strace: between each append and its acknowledgement stands a flush.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programArguments } from './child.ts'

const hasStrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

/** The calls that matter, in order: w(rite to the write-ahead file), f(lush of it), a(cknowledgement). */
const callsOf = (trace: string): string => {
  let wal = ''
  return trace
    .split('\n')
    .map((line) => {
      const opened = /openat\(.*ledger\.db-wal".*= (\d+)$/.exec(line)
      if (opened !== null) wal = opened[1] ?? ''
      if (/write\(1, "w \d+/.test(line)) return 'a'
      if (wal !== '' && line.includes(`pwrite64(${wal},`)) return 'w'
      return wal !== '' && new RegExp(`f(data)?sync\\(${wal}\\) += 0`).test(line) ? 'f' : ''
    })
    .join('')
}

describe('an acknowledgement', () => {
  it('comes after the flush of what was written, every time', ({ skip }) => {
    skip(!hasStrace, 'strace is missing, so the flushes are not watched')
    const folder = mkdtempSync(join(tmpdir(), 'firm-flush-'))
    const trace = join(folder, 'trace')
    const program = programArguments('writer.ts', [join(folder, 'ledger.db'), 'w', '30'])
    const calls = ['-f', '-e', 'trace=openat,pwrite64,write,fsync,fdatasync', '-o', trace]
    const { status } = spawnSync('strace', [...calls, process.execPath, ...program])
    expect(status).toBe(0)
    const seen = callsOf(readFileSync(trace, 'utf8'))
    rmSync(folder, { recursive: true })
    const appends = seen.slice(0, seen.lastIndexOf('a') + 1).split(/(?<=a)/)
    expect(appends).toHaveLength(30)
    for (const append of appends) expect(append).toMatch(/w+f+a$/)
  }, 300_000)
})
