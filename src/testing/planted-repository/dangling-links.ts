/** Ten symbolic links into nothing, and as many that lead somewhere or are not ours to judge. */
import { namesFor, type Plot } from './plot.ts'

const kind = 'dangling-link'

/** The plot of one seed. */
export const plotDanglingLinks = (seed: number): Plot => {
  const { next } = namesFor(seed, kind)
  const [gone, far, deep, cased] = [next(), next(), next(), next()]
  const dangling: { readonly [path: string]: string } = {
    plain: gone,
    up: `../links/${far}`,
    'folder/inner': `../${deep}/file`,
    chained: 'plain',
    'two words': 'none such',
    'grüße.link': 'fehlt',
    loop: 'loop',
    'to-folder': 'nowhere/',
    cased: `real/${cased}.TXT`,
    'through-file': 'real/file.txt/below',
  }
  const fine: { readonly [path: string]: string } = {
    'to-file': 'real/file.txt',
    'to-real': 'real',
    again: 'to-file',
    through: 'to-real/file.txt',
    outside: '/etc/none-such',
    leaves: '../../elsewhere/file',
    generated: '../dist/made.js',
    'fixtures/broken': 'none',
    round: './real/../real/file.txt',
    self: '.',
    'folder/up': '../to-file',
    modules: '../node_modules/thing',
  }
  const under = (path: string): string => `links/${path}`
  const entries = [...Object.entries(dangling), ...Object.entries(fine)]
  return {
    files: {
      'links/real/file.txt': 'real\n',
      [`links/real/${cased}.txt`]: 'case\n',
      ...Object.fromEntries(entries.map(([path, link]) => [under(path), { link }])),
    },
    defects: Object.entries(dangling).map(([path, target]) => ({
      kind,
      file: under(path),
      target,
    })),
    lookAlikeCount: Object.keys(fine).length,
  }
}
