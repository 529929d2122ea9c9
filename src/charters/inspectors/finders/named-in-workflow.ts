/** Files and actions of the repository that a workflow names. */
import { namedInCommand } from './named-in-command.ts'
import type { NamedFile } from './named-in-manifest.ts'

/** What a workflow names, relative to the top of the repository. */
export const namedInWorkflow = (text: string): readonly NamedFile[] => {
  // A folder to work in, or a second checkout, changes what paths mean.
  const movesAbout = /^\s*(?:path|repository|ref)\s*:/m.test(text)
  return text.split('\n').flatMap((line, at): readonly NamedFile[] => {
    const [, used] = /^\s*(?:-\s+)?uses:\s*['"]?(\.\/[\w./-]+?)['"]?\s*(?:#.*)?$/.exec(line) ?? []
    if (used !== undefined && !movesAbout) {
      return [{ target: used, line: at + 1, names: { path: used } }]
    }
    const [, run] = /^\s*(?:-\s+)?run:\s*([^|>\s].*)$/.exec(line) ?? []
    const inFolder = /working-directory/.test(text)
    if (run === undefined || movesAbout || (inFolder && !/\.\//.test(run))) return []
    return namedInCommand(run).flatMap((named) =>
      'path' in named.names ? [{ ...named, line: at + 1 }] : [],
    )
  })
}
