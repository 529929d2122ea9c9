/** Mends a dead link whose target moved: the only file of that name takes its place. */
import { relative } from 'node:path/posix'
import { leadsSomewhere, onlyFileNamed, parseLinkTarget } from '../finders/link-target.ts'
import { folderOf, type RepositoryView } from '../finders/repository-view.ts'
import type { Suspicion } from '../finders/suspicion.ts'
import type { Edit } from './edit.ts'

/** Only the target on its line changes; query and anchor stay. */
export const mendLink = async (
  view: RepositoryView,
  { file, line, target }: Suspicion,
): Promise<readonly Edit[] | undefined> => {
  const parsed = parseLinkTarget(file, target)
  const text = (await view.readTexts([file])).get(file)
  if (parsed === undefined || text === undefined || leadsSomewhere(view, parsed.path))
    return undefined
  const only = onlyFileNamed(view, parsed.path)
  if (only === undefined) return undefined
  const lines = text.split('\n')
  const mended = replaceTarget(lines[line - 1] ?? '', target, newTarget(file, target, only))
  if (mended === undefined) return undefined
  lines[line - 1] = mended
  return [{ path: file, newContent: lines.join('\n') }]
}

const newTarget = (file: string, target: string, only: string): string => {
  const rest = /[?#].*$/s.exec(target)?.[0] ?? ''
  const path = relative(folderOf(file), only)
  const dotted = target.startsWith('./') && !path.startsWith('.') ? `./${path}` : path
  return dotted.split('/').map(encodeSegment).join('/') + rest
}

/** Signs that end a target in Markdown or in HTML are written by their codes. */
const encodeSegment = (segment: string): string =>
  segment.replaceAll(
    /[\s()<>"'%#?\\]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )

const replaceTarget = (line: string, target: string, mended: string): string | undefined => {
  const escaped = target.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  const written = new RegExp(String.raw`(\]\(\s*<?|\]:\s*<?|=\s*["'])${escaped}(?=[\s)>"']|$)`, 'g')
  return written.test(line)
    ? line.replaceAll(written, (_, before: string) => `${before}${mended}`)
    : undefined
}
