import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { isAlive } from './index.ts'

test('a process is alive until it has ended, whether or not its parent has noticed', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
  const pid = child.pid ?? 0
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(isAlive(pid)).toBe(false)
  expect(isAlive(process.pid)).toBe(true)
})
