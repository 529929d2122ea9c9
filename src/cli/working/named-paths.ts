/** The paths that work may touch, as they were written: lists parted by commas, and single ones taken as they are. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { WrongUsageError } from '../reading.ts'
import type { Given } from '../verb.ts'

/** The paths of `--paths` and `--path`. What could be meant as one path of the repository is not taken for others. */
export const namedPaths = (
  { lists }: Pick<Given, 'lists'>,
  repository: string | undefined,
): readonly string[] => {
  const { paths = [], path = [] } = lists
  const isThere = (one: string): boolean =>
    repository !== undefined && one !== '' && existsSync(join(repository, one))
  return [...paths.flatMap((list) => parted(list, isThere)), ...path.filter((one) => one !== '')]
}

const parted = (list: string, isThere: (path: string) => boolean): readonly string[] => {
  const pieces = list.split(',')
  if (pieces.length > 1 && isThere(list)) throw otherPaths(list)
  return pieces.flatMap((piece) => {
    const path = piece.trim()
    if (path !== piece && isThere(piece) && !isThere(path)) throw otherPaths(piece)
    return path === '' ? [] : [path]
  })
}

const otherPaths = (path: string): WrongUsageError =>
  new WrongUsageError(
    `${JSON.stringify(path)} is one path here, and --paths would take it for another`,
    'It parts paths by commas and drops the spaces around them: give this one by --path.',
  )
