/** The files that a patch in Codex's form would touch: those it adds, updates, deletes, or moves to. */

// What a patch adds begins with `+`, so a line of a file never looks like one of these; a line that
// it only keeps may, and then one file too many is asked for, never one too few.
const headed = /^\s*\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/

/** The paths as the patch writes them, each once, in order. */
export const pathsOfPatch = (patch: string): readonly string[] => {
  const paths = patch.split(/\r\n|\n|\r/).flatMap((line) => {
    const path = headed.exec(line)?.[1]?.trim()
    return path === undefined || path === '' ? [] : [path]
  })
  return [...new Set(paths)]
}
