/** What a file says, whoever wrote it: its bytes are read only after its times have changed. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { EnvironmentPort, Sight } from '../../host/ports/index.ts'
import { codeOf } from './file-disk.ts'
import { findPlace } from './safe-path.ts'

interface Seen {
  readonly times: string
  readonly hash: string
}

/** Looks at the files under a root; what is no file, or lies behind a link, is not there. */
export const openFileSight = (root: string): Required<EnvironmentPort>['observe'] => {
  const seen = new Map<string, Seen>()
  return async (path, before) => {
    const found = await findPlace(root, path)
    const now = found.ok ? await seenAt(found.value, seen.get(path)) : gone
    seen.set(path, now)
    return now.hash === before ? undefined : sightOf(path, before, now.hash)
  }
}

const gone: Seen = { times: '', hash: '' }

// A file may go between any two steps; then it is not there.
const seenAt = async (place: string, last: Seen | undefined): Promise<Seen> => {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await lstat(place, { bigint: true })
    const times = `${ino} ${size} ${mtimeNs} ${ctimeNs}`
    if (last?.times === times) return last
    const hash = createHash('sha256')
    await pipeline(createReadStream(place), hash)
    return { times, hash: hash.digest('hex') }
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return gone
    throw cause
  }
}

const sightOf = (path: string, before: string | undefined, hash: string): Sight => {
  const isNew = before === undefined || before === ''
  const text =
    hash === ''
      ? `there is no file ${path}`
      : `the file ${path} ${isNew ? 'is there' : 'has changed'}`
  return { mark: hash, text }
}
