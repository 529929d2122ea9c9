/** What the disk itself can do: how many flushes of a small append it takes in a second. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Flushes for each second, each after an append of `bytes`, measured over `forMs`. */
export const probeDisk = (folder: string, bytes: number, forMs: number): number => {
  const file = openSync(join(folder, 'probe'), 'w')
  const block = Buffer.alloc(bytes, 'x')
  const start = performance.now()
  let count = 0
  while (performance.now() - start < forMs) {
    writeSync(file, block)
    fdatasyncSync(file)
    count += 1
  }
  closeSync(file)
  return (count * 1000) / (performance.now() - start)
}
