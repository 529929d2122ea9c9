/** What the disk itself can do: flushes of small appends, one after another. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What each flush took in milliseconds, each after an append of `bytes`, over `forMs`. */
export const probeFlushes = (folder: string, bytes: number, forMs: number): readonly number[] => {
  const file = openSync(join(folder, 'probe'), 'w')
  const block = Buffer.alloc(bytes, 'x')
  const beganMs = performance.now()
  const flushes: number[] = []
  for (let now = beganMs; now - beganMs < forMs;) {
    writeSync(file, block)
    fdatasyncSync(file)
    const after = performance.now()
    flushes.push(after - now)
    now = after
  }
  closeSync(file)
  return flushes
}

/** Flushes for each second, each after an append of `bytes`, measured over `forMs`. */
export const probeDisk = (folder: string, bytes: number, forMs: number): number => {
  const flushes = probeFlushes(folder, bytes, forMs)
  return (flushes.length * 1000) / flushes.reduce((sum, ms) => sum + ms, 0)
}
