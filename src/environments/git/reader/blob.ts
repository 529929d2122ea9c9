/** The bytes of tracked files, by the hash of their content. */
import { FirmError } from '../../../base/index.ts'
import { type GitPlace, runGit } from './git-runner.ts'

/** How much one call may read at most; larger files are left out and named by their absence. */
const bytesMaxUsual = 128 * 1024 * 1024

/**
 * Reads many objects with one git. The answer holds each object that exists; no filter or
 * converter is applied, so these are the committed bytes. Throws GitTooMuchError when all of
 * them together pass `bytesMax` (128 MiB unless told): see `TrackedFile.bytes` beforehand.
 */
export const readBlobs = async (
  repository: GitPlace,
  objects: readonly string[],
  bytesMax: number = bytesMaxUsual,
): Promise<ReadonlyMap<string, Buffer>> => {
  if (objects.length === 0) return new Map()
  const input = objects.map((object) => `${object}\n`).join('')
  const outputBytesMax = bytesMax + objects.length * 128
  const { output } = await runGit(repository, ['cat-file', '--batch'], { input, outputBytesMax })
  return parseBatch(output)
}

/** Reads one object; throws BlobMissingError where there is none. */
export const readBlob = async (
  repository: GitPlace,
  object: string,
  bytesMax: number = bytesMaxUsual,
): Promise<Buffer> => {
  const blob = (await readBlobs(repository, [object], bytesMax)).get(object)
  if (blob === undefined) throw new BlobMissingError(repository.folder, object)
  return blob
}

const parseBatch = (output: Buffer): ReadonlyMap<string, Buffer> => {
  const blobs = new Map<string, Buffer>()
  let at = 0
  while (at < output.length) {
    const lineEnd = output.indexOf(0x0a, at)
    const [object = '', , size] = output.subarray(at, lineEnd).toString('latin1').split(' ')
    at = lineEnd + 1
    if (size === undefined) continue
    const end = at + Number(size)
    blobs.set(object, output.subarray(at, end))
    at = end + 1
  }
  return blobs
}

/** The repository has no such object. */
export class BlobMissingError extends FirmError {
  override readonly name = 'BlobMissingError'

  constructor(folder: string, object: string) {
    super('blob-missing', `${folder} has no object ${object}`, {
      hint: 'Take the hash from `listFiles` of a commit in the same repository; else run `git fsck`.',
      data: { folder, object },
    })
  }
}
