/** The files that a shell's command would touch by the patch in it, seen from where the shell stands by then. */
import { posix } from 'node:path'
import { type Unreadable, unreadable } from './hook-envelope.ts'
import { pathsOfPatch } from './patch-paths.ts'

const patchHead = '*** Begin Patch'

const goesTo = /(?:^|[\s;&|(])(?:cd|pushd)\s+(?:--\s+)?("[^"]*"|'[^']*'|[^\s;&|)]+)/g

// Codex takes this form for a patch of its own and changes folders before it applies it.
const knownForm = /^\s*cd\s+(?:"[^"]*"|'[^']*'|[^\s;&|]+)\s*&&\s*apply_?patch\s/

/** The paths, none where there is no patch in it. A folder that only the shell knows cannot be read. */
export const pathsOfShellPatch = (command: string): readonly string[] | Unreadable => {
  const [before = '', ...patches] = command.split(patchHead)
  if (patches.length === 0) return []
  const named = pathsOfPatch(command)
  const folders = [...before.matchAll(goesTo)].map(([, word = '']) => unquoted(word))
  if (folders.some((folder) => folder === undefined)) {
    return unreadable(
      'tool_input.command',
      'it changes to a folder that only the shell knows before it patches, so patch with apply_patch alone',
    )
  }
  const stands = folders.flatMap((folder) => folder ?? []).reduce(goTo, '')
  const seen = named.map((path) => goTo(stands, path))
  // In any other form the shell may be back where it was, so both are asked for: one too many, none too few.
  return knownForm.test(command) ? seen : [...new Set([...named, ...seen])]
}

const goTo = (from: string, to: string): string =>
  posix.isAbsolute(to) ? to : posix.join(from, to)

/** A word as the shell reads it, or undefined where it would put something else in its place. */
const unquoted = (word: string): string | undefined => {
  if (word.startsWith("'")) return word.slice(1, -1)
  const text = word.startsWith('"') ? word.slice(1, -1) : word
  return /[$`~*?[\]{}\\]/.test(text) || text === '-' ? undefined : text
}
