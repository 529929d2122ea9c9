/** The walk-through of the README, as words: the test of a firm of one's own runs what is printed there. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What each of its commands begins with; every one is run by `own-firm.test.ts`. */
export const walked = ['init', 'hire eve', 'hire rob', 'do', 'status', 'why'] as const

/** One of them. */
export type Walked = (typeof walked)[number]

/** The words after `firm` of every command that is printed, in order. */
export const walkThrough = (): readonly (readonly string[])[] => {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
  return [...readme.matchAll(/^\$ firm (.*)$/gm)].map(([, line = '']) =>
    [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
  )
}

/** Whether words are the command that begins so. */
export const beginsAs = (words: readonly string[], name: Walked): boolean =>
  name.split(' ').every((part, place) => words[place] === part)

/** The words of the command that begins so. */
export const shown = (name: Walked): readonly string[] => {
  const words = walkThrough().find((one) => beginsAs(one, name))
  if (words === undefined) throw new Error(`the README shows no \`firm ${name}\``)
  return words
}
