/** Ten names of scripts and files that do not exist, and as many names that only look so. */
import type { JsonObject } from '../../base/index.ts'
import { namesFor, type Plot } from './plot.ts'

const kind = 'missing-file'

/** The plot of one seed: a package of its own, its contributor's document and a workflow. */
export const plotMissingFiles = (seed: number): Plot => {
  const { next } = namesFor(seed, kind)
  const [main, bin, file, tool, shell, run, told, action, step, base] = Array.from(
    { length: 10 },
    next,
  )
  const named: readonly (readonly [file: string, target: string])[] = [
    ['missing-files/package.json', `./tools/${main}.cjs`],
    ['missing-files/package.json', `tools/${bin}.cjs`],
    ['missing-files/package.json', `tools/${file}.json`],
    ['missing-files/package.json', `tools/${tool}.cjs`],
    ['missing-files/package.json', `./tools/${shell}.sh`],
    ['missing-files/package.json', `npm run ${run}`],
    ['missing-files/CONTRIBUTING.md', `npm run ${told}`],
    ['.github/workflows/check.yml', `./.github/actions/${action}`],
    ['.github/workflows/check.yml', `./missing-files/tools/${step}.sh`],
    ['missing-files/tsconfig.json', `./${base}.json`],
  ]
  return {
    files: {
      'missing-files/package.json': `${JSON.stringify(manifestNaming({ main, bin, file, tool, shell, run }), null, 2)}\n`,
      'missing-files/CONTRIBUTING.md': documentNaming(told),
      'missing-files/tsconfig.json': `{\n  // The base.\n  "extends": "./${base}.json"\n}\n`,
      'missing-files/tools/present.cjs': 'module.exports = 1\n',
      'missing-files/tools/tsconfig.json': '{ "extends": "../tsconfig.json", }\n',
      'missing-files/tools/lint/tsconfig.json': '{ "extends": "@acme/tsconfig/base.json" }\n',
      'missing-files/fixtures/package.json': '{ "name": "fixture", "main": "./none.js" }\n',
      '.github/actions/setup/action.yml': 'name: setup\n',
      '.github/workflows/check.yml': workflowNaming(action, step),
    },
    defects: named.map(([file, target]) => ({ kind, file, target })),
    lookAlikeCount: 20,
  }
}

/** What the manifest names and the repository lacks. */
interface Entries {
  readonly main: string | undefined
  readonly bin: string | undefined
  readonly file: string | undefined
  readonly tool: string | undefined
  readonly shell: string | undefined
  readonly run: string | undefined
}

const manifestNaming = ({ main, bin, file, tool, shell, run }: Entries): JsonObject => ({
  name: 'missing-files',
  version: '1.0.0',
  main: `./tools/${main}.cjs`,
  types: 'dist/index.d.ts',
  bin: { present: 'tools/present.cjs', gone: `tools/${bin}.cjs` },
  files: ['tools/*.cjs', 'dist', `tools/${file}.json`, 'tools', '!tools/none.cjs'],
  exports: {
    '.': './dist/index.js',
    './present': './tools/present.cjs',
    './x/*': './dist/x/*.js',
  },
  scripts: {
    build: 'node tools/present.cjs --out dist/index.js',
    check: `node tools/${tool}.cjs --fast && npm run build`,
    shell: `sh ./tools/${shell}.sh`,
    clean: 'rm -rf tools/none.cjs && node -e "1" && node_modules/.bin/tsc -p .',
    all: `npm run ${run} && npm test && npm run build --if-present`,
    optional: 'npm run --if-present nothing; node tools/present',
    generate: 'node tools/present.cjs > tools/written.cjs && node tools/written.cjs',
  },
})

const documentNaming = (told: string | undefined): string => `# Contributing

\`\`\`sh
npm run build && npm run ${told}
npm install
npm run build -- --watch
./tools/<name>.sh
bash tools/$NAME.sh
cd elsewhere && ./tools/other.sh
\`\`\`

\`\`\`js
run('./tools/in-javascript.sh')
\`\`\`

Create \`tools/yours.cjs\` first, then run \`node tools/yours.cjs\`. Run \`node tools/present.cjs\`.
`

const workflowNaming = (action: string | undefined, step: string | undefined): string => `jobs:
  check:
    steps:
      - uses: ./.github/actions/${action}
      - uses: ./.github/actions/setup
      - uses: actions/checkout@v4
      # - uses: ./.github/actions/commented
      - run: ./missing-files/tools/${step}.sh --all
      - run: |
          curl -o missing-files/tools/fetched.sh https://example.org
          sh missing-files/tools/fetched.sh
      - working-directory: missing-files
        run: npm test
`
