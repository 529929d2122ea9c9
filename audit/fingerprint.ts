/** Every byte under a folder, `.git` included, as one list that can be compared. */
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Each path with its mode and the hash of its bytes. */
export type Fingerprint = ReadonlyMap<string, string>

/** Reads a folder through and through; names are bytes, since not all of them are unicode. */
export const fingerprint = (folder: string): Fingerprint => {
  const prints = new Map<string, string>()
  const walk = (place: Buffer, said: string): void => {
    for (const entry of readdirSync(place, { encoding: 'buffer', withFileTypes: true })) {
      const path = Buffer.concat([place, Buffer.from('/'), entry.name])
      const name = said + entry.name.toString('latin1')
      prints.set(name, printOf(path))
      if (entry.isDirectory()) walk(path, `${name}/`)
    }
  }
  walk(Buffer.from(folder), '')
  return prints
}

const printOf = (path: Buffer): string => {
  const found = lstatSync(path)
  const mode = found.mode.toString(8)
  if (found.isSymbolicLink()) return `${mode} ${readlinkSync(path, 'buffer').toString('latin1')}`
  if (!found.isFile()) return mode
  return `${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
}

/** The paths that are not as they were. */
export const changedBetween = (before: Fingerprint, after: Fingerprint): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  )

/** The file of a content, wherever a store keeps it: it is named by its hash. */
export const findNamed = (folder: string, name: string): string | undefined => {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isFile() && entry.name === name && !entry.parentPath.includes('/names/'),
  )
  return found === undefined ? undefined : join(found.parentPath, found.name)
}
