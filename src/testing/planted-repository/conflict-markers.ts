/** Ten files with markers of a conflict that were left, and as many that only look so. */
import { namesFor, type Plot } from './plot.ts'

const kind = 'conflict-marker'

const conflict = (mine: string, theirs: string, branch: string): string =>
  `<<<<<<< HEAD\n${mine}\n=======\n${theirs}\n>>>>>>> ${branch}\n`

/** The plot of one seed. */
export const plotConflictMarkers = (seed: number): Plot => {
  const { next } = namesFor(seed, kind)
  const branch = next()
  const one = (mine: string, theirs: string): string => conflict(mine, theirs, branch)
  const left: { readonly [path: string]: string } = {
    'code.ts': `export const a = 1\n${one('const b = 2', 'const b = 3')}`,
    'prose.md': `# Title\n\n${one('One way.', 'Another way.')}`,
    'words.txt': one('a', 'b'),
    'data.json': `{\n${one('"a": 1', '"a": 2')}}\n`,
    'tool.py': `"""A tool."""\n${one('x = 1', 'x = 2')}`,
    'core.c': `int a;\n<<<<<<< ours\nint b;\n||||||| base\nint c;\n=======\nint d;\n>>>>>>> theirs\n`,
    'set.yml': `a:\n${one('  b: 1', '  b: 2')}`,
    'crlf.css': one('a {}', 'b {}').replaceAll('\n', '\r\n'),
    Makefile: `all:\n${one('\techo a', '\techo a')}`,
    'empty-side.sh': `#!/bin/sh\n<<<<<<< HEAD\n=======\necho b\n>>>>>>> ${branch}\n`,
  }
  const fine: { readonly [path: string]: string | Uint8Array } = {
    'fenced.md': `A conflict looks so:\n\n\`\`\`\n${one('a', 'b')}\`\`\`\n`,
    'heading.md': 'A title\n=======\n\nText\n=======\n',
    'heading.rst': 'A title\n=======\n\n<<<<<<< is how it begins\n',
    'listing.adoc': `It looks so:\n\n----\n${one('a', 'b')}----\n`,
    'merge-test/test/merge.js': `const text = \`\n${one('a', 'b')}\`\n`,
    'text.ts': `export const sample = \`\n${one('a', 'b')}\`\n`,
    'text.py': `SAMPLE = """\n${one('a', 'b')}"""\n`,
    'indented.txt': one('a', 'b').replaceAll(/^/gm, '  '),
    'eight.txt': one('a', 'b').replaceAll(/^([<=>])/gm, '$1$1'),
    'change.patch': one('a', 'b'),
    'half.txt': '<<<<<<< HEAD\nonly the first marker\n',
    'swapped.txt': '>>>>>>> b\n=======\n<<<<<<< a\n',
    'shift.cpp': 'std::cout <<<<<<< a;\n=======\n',
    'binary.dat': Buffer.from(`\0${one('a', 'b')}`),
  }
  const under = (path: string): string => `conflicts/${path}`
  const entries = [...Object.entries(left), ...Object.entries(fine)]
  return {
    files: Object.fromEntries(entries.map(([path, text]) => [under(path), text])),
    defects: Object.keys(left).map((path) => ({
      kind,
      file: under(path),
      target: path === 'core.c' ? '<<<<<<< ours' : '<<<<<<< HEAD',
    })),
    lookAlikeCount: Object.keys(fine).length,
  }
}
