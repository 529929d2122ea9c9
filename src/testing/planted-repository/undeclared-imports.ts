/** Ten imports of packages that no manifest declares, and as many that only look so. */
import type { JsonObject } from '../../base/index.ts'
import { namesFor, type Plot } from './plot.ts'

const kind = 'undeclared-import'

/** The plot of one seed: a package whose sources import, and a sibling in the workspace. */
export const plotUndeclaredImports = (seed: number): Plot => {
  const { next, random } = namesFor(seed, kind)
  const names = Array.from({ length: 10 }, (_, at) => (at === 3 ? `@${next()}/core` : next()))
  const undeclared = importsOf(names)
  const paths = { compilerOptions: { paths: { '@app/*': ['./src/*'] } } }
  const under = (path: string): string => `undeclared-imports/src/${path}`
  return {
    files: {
      'undeclared-imports/package.json': `${JSON.stringify(manifest, null, 2)}\n`,
      'undeclared-imports/package-lock.json': `${JSON.stringify(lockOf(names), null, 2)}\n`,
      'undeclared-imports/tsconfig.json': `${JSON.stringify(paths, null, 2)}\n`,
      'undeclared-sibling/package.json': '{ "name": "undeclared-sibling", "version": "1.2.0" }\n',
      ...Object.fromEntries(
        random.shuffle(undeclared).map(([path, source]) => [under(path), source]),
      ),
      ...Object.fromEntries(Object.entries(fine).map(([path, source]) => [under(path), source])),
    },
    defects: undeclared.map(([path], at) => ({ kind, file: under(path), target: names[at] ?? '' })),
    lookAlikeCount: Object.keys(fine).length,
  }
}

const importsOf = (
  names: readonly string[],
): readonly (readonly [path: string, source: string])[] => {
  const [a, b, c, d, e, f, g, h, i, j] = names
  return [
    ['plain.ts', `import plain from '${a}'\n`],
    ['typed.ts', `import type { Typed } from "${b}"\nexport type T = Typed\n`],
    ['again.js', `export { x } from '${c}/sub/path.js'\n`],
    ['scoped.mjs', `const s = await import('${d}')\n`],
    ['needed.cjs', `const n = /['"\`]/.test('a') ? require('${e}') : 1\n`],
    ['effect.ts', `const t = \`one \${'two'} three\`\nimport '${f}/register'\n`],
    ['view.tsx', `import * as V from '${g}'\nexport const v = <p>don't {V.x}</p>\n`],
    ['many.ts', `import {\n  one,\n  two as three,\n} from '${h}'\n`],
    ['resolved.cjs', `module.exports = require.resolve('${i}/package.json')\n`],
    ['nested/deep.ts', `/* first */ import x, { y } from '${j}' // and a word\n`],
  ]
}

const fine: { readonly [path: string]: string } = {
  'builtin.ts': `import fs from 'fs'\nimport { test } from 'node:test'\nimport p from 'fs/promises'\n`,
  'declared.ts': `import d from 'declared/sub.js'\nimport '@scope/declared'\nimport 'peer'\nimport 'optional'\nimport 'at-root'\n`,
  'itself.ts': `import own from 'undeclared-imports/x'\nimport '#internal'\nimport './plain.ts'\n`,
  'sibling.ts': `import s from 'undeclared-sibling'\n`,
  'aliased.ts': `import a from '@app/thing'\nimport b from '~/thing'\nimport c from 'virtual:thing'\n`,
  'typed-elsewhere.ts': `import type { Node } from 'estree'\nimport type { X } from '@acme/types-only'\n`,
  'comment.ts': `// import x from 'in-a-comment'\n/* require('in-a-block') */\nexport {}\n`,
  'text.ts': `export const s = "import x from 'in-a-text'"\nexport const t = \`\nimport y from 'in-a-template'\n\`\n`,
  'optional.cjs': `let f\ntry { f = require('maybe-there') } catch { f = null }\nmodule.exports = f\n`,
  'ambient.ts': `import x from 'ambient-thing'\n`,
  'ambient.d.ts': `declare module 'ambient-thing' { const x: number; export default x }\n`,
  'web.ts': `import x from 'https://example.org/x.js'\nimport 'data:text/javascript,1'\n`,
  'based.ts': `import x from 'nested/deep'\n`,
  'method.js': `loader.require('not-a-package'); const r = { import: (x) => x }; r.import('nor-this')\n`,
  'fixtures/any.js': `import x from 'in-a-fixture'\n`,
  'bundle.min.js': `import x from 'in-a-bundle'\n`,
}

const manifest = {
  name: 'undeclared-imports',
  version: '1.0.0',
  imports: { '#internal': './src/plain.ts' },
  dependencies: { declared: '^1.0.0', '@scope/declared': '*' },
  devDependencies: { '@types/estree': '^1.0.0', '@types/acme__types-only': '^1.0.0' },
  peerDependencies: { peer: '*' },
  optionalDependencies: { optional: '*' },
}

/** Two of the missing packages are locked, as what another package brought. */
const lockOf = ([first, , , scoped]: readonly string[]): JsonObject => {
  return {
    name: 'undeclared-imports',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'undeclared-imports', version: '1.0.0', dependencies: manifest.dependencies },
      [`node_modules/${first}`]: { version: '3.1.4' },
      [`node_modules/${scoped}`]: { version: '2.7.1', dev: true },
    },
  }
}
