/** Ten tracked files that are ignored, and as many that only look so. */
import { namesFor, type Plot } from './plot.ts'

const kind = 'tracked-ignored'

/** The plot of one seed, in a folder with ignore rules of its own. */
export const plotIgnoredFiles = (seed: number): Plot => {
  const { next } = namesFor(seed, kind)
  const name = next()
  const rules = [
    '# a comment, and #not-a-rule',
    '*.trace',
    '!kept.trace',
    '/only-here.json',
    `${name}/`,
    '**/cache/*',
    '!**/cache/.gitkeep',
    'two words.tmp',
    '[ab].bin',
    '\\#odd',
    '\\!loud',
    'papers/*.pdf',
    'trailing.txt   ',
    'grüße.txt',
    'back/**/deep.o',
  ]
  const ignored = [
    'a.trace',
    'only-here.json',
    `${name}/inside.txt`,
    'x/cache/entry',
    'two words.tmp',
    'a.bin',
    '#odd',
    'papers/one.pdf',
    'grüße.txt',
    'nested/private.key',
  ]
  const fine = [
    'kept.trace',
    'x/only-here.json',
    `y/${name}`,
    'x/cache/.gitkeep',
    'twowords.tmp',
    'c.bin',
    'odd',
    'papers/more/two.pdf',
    '#not-a-rule',
    'private.key',
    'nested/public.key',
    'A.TRACED',
    'trailing.txt.more',
  ]
  const under = (path: string): string => `ignored/${path}`
  return {
    files: {
      'ignored/.gitignore': `${rules.join('\n')}\n`,
      'ignored/nested/.gitignore': '*.key\n!public.key\n',
      'ignored/fixtures/b.trace': 'a fixture that was added on purpose\n',
      ...Object.fromEntries([...ignored, ...fine].map((path) => [under(path), `${path}\n`])),
    },
    defects: ignored.map((path) => ({ kind, file: under(path), target: under(path) })),
    lookAlikeCount: fine.length + 1,
  }
}
