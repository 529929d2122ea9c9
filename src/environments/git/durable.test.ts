// Git itself under strace: what a merge and a delivery write is flushed before they are acknowledged.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hashOf } from '../../base/index.ts'
import type { Scratch } from '../../host/ports/index.ts'
import { plantRepository } from '../../testing/planted-repository.ts'
import { realClock } from '../clock/index.ts'
import { beginBranch, cloneForFirm, openGitEnvironment, openGitScratch } from './index.ts'
import { openRepository } from './reader/index.ts'

const hasStrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

/** Puts a git before the real one that leaves a trace of each of its processes; the answer reads what was flushed. */
const watchGit = (): ((...words: readonly string[]) => readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-flushed-'))
  cleanups.push(() => rmSync(folder, { recursive: true }))
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim()
  const script = `#!/bin/sh\nexec strace -f -y -v -s 300 -o "${folder}/trace.$$" -e trace=execve,fsync,fdatasync ${real} "$@"\n`
  writeFileSync(join(folder, 'git'), script)
  chmodSync(join(folder, 'git'), 0o755)
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`)
  return (...words) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('trace.'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .filter((trace) => words.every((word) => trace.slice(0, trace.indexOf('\n')).includes(word)))
      .flatMap((trace) => [...trace.matchAll(/f(?:data)?sync\(\d+<(.*?)>\) += 0/g)])
      .map(([, path = '']) => path)
}

const begin = async () => {
  const planted = await plantRepository({ 'a.txt': 'one\n' })
  const home = mkdtempSync(join(tmpdir(), 'firm home-'))
  cleanups.push(planted.remove, () => rmSync(home, { recursive: true, force: true }))
  const target = join(home, 'repository.git')
  return { planted, home, target }
}

describe('what git writes for a firm', () => {
  it('is flushed: the clone, a delivery, and a merge with its branch', async ({ skip }) => {
    skip(!hasStrace, 'strace is missing, so the flushes are not watched')
    const { planted, home, target } = await begin()
    const flushed = watchGit()
    await beginBranch(await cloneForFirm(planted.folder, target), 'firm/main')
    expect(flushed('fetch').some((path) => path.includes('/objects/'))).toBe(true)
    expect(flushed('update-ref').some((path) => path.includes('refs/heads/firm/main'))).toBe(true)

    const repository = await openRepository(target)
    const clock = realClock()
    const scratch: Scratch = openGitScratch({ repository, root: join(home, 'scratch'), clock })
    const key = { environment: 'place', enactment: 'change/1', member: 'eve' }
    const { folder } = await scratch.open(key)
    writeFileSync(join(folder, 'a.txt'), 'two\n')
    const { head: commit } = await scratch.commitAll(key, 'Work')
    const before = flushed('fetch').filter((path) => path.startsWith(target)).length
    expect(await scratch.fetch(key, commit)).toMatchObject({ ok: true })
    const after = flushed('fetch').filter((path) => path.startsWith(target)).length
    expect(after).toBeGreaterThan(before)

    const identity = { name: 'acme', email: 'acme@firm.invalid' }
    const environment = openGitEnvironment({ repository, identity, clock })
    const order = { verb: 'merge', values: [commit], firm: 'acme', enactment: 'change/1' }
    const told = { ...order, key: hashOf('merge'), message: 'merge', by: 'lead' }
    const branches = () => flushed().filter((path) => path.includes('refs/heads/firm/main')).length
    const branchesBefore = branches()
    expect(await environment.perform(told)).toMatchObject({ kind: 'done' })
    expect(branches()).toBeGreaterThan(branchesBefore)
    expect(flushed('commit-tree').some((path) => path.includes('/objects/'))).toBe(true)
  })
})
