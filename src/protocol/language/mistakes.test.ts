/** What must not compile: each mistake is refused at its word, in words that a newcomer understands. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { bases, mistakeCases } from './mistakes.test-d.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const head = `import {
  all, code, each, environment, id, instant, integer, member, money, git, oneOf, onChain, only, pass,
  personal, probability, protocol, quorum, stands, text,
} from './src/protocol/index.ts'
import { handoff, saga } from './src/protocol/library/index.ts'
import { z } from 'zod'
const specSchema = z.object({ paths: z.array(z.string()), title: z.string() })
`

/** By file: the word that the compiler marks, and the first line of what it says. */
type Complaints = ReadonlyMap<string, readonly string[]>

/** Compiles the files in a folder that sees the sources, and gathers what the compiler says. */
const compile = async (files: ReadonlyMap<string, string>): Promise<Complaints> => {
  const folder = await mkdtemp(join(tmpdir(), 'mistakes-'))
  try {
    await symlink(join(root, 'src'), join(folder, 'src'))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: {
          noUnusedLocals: false,
          noUnusedParameters: false,
          rootDir: '/',
          typeRoots: [join(root, 'node_modules/@types')],
        },
        include: ['*.ts'],
      }),
    )
    for (const [name, content] of files) await writeFile(join(folder, `${name}.ts`), content)
    return gather(files, await run(folder))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const run = (folder: string): Promise<string> =>
  new Promise((resolve) => {
    const program = join(root, 'node_modules/typescript/bin/tsc')
    execFile(process.execPath, [program, '-p', folder], { cwd: folder }, (_failed, output) => {
      resolve(output)
    })
  })

const gather = (files: ReadonlyMap<string, string>, output: string): Complaints => {
  const complaints = new Map([...files.keys()].map((name) => [name, [] as string[]]))
  for (const [, name = '', line, column, said = ''] of output.matchAll(
    /^(\S+)\.ts\((\d+),(\d+)\): error TS\d+: (.*)$/gm,
  )) {
    const text = files.get(name)?.split('\n')[Number(line) - 1] ?? ''
    const word = /^(?:'[^']*'|\w+|.)/.exec(text.slice(Number(column) - 1))?.[0] ?? ''
    complaints.get(name)?.push(`at ${word}: ${said}`)
  }
  return complaints
}

const nameOf = (index: number): string => `mistake${index}`

describe('the compiler', () => {
  let complaints: Complaints = new Map()
  beforeAll(async () => {
    const files = new Map(Object.entries(bases).map(([name, text]) => [name, head + text]))
    mistakeCases.forEach(({ base, right, wrong }, index) => {
      files.set(nameOf(index), head + bases[base].replace(right, () => wrong))
    })
    complaints = await compile(files)
  }, 300_000)

  it.each(Object.keys(bases))('has nothing against the file "%s"', (name) => {
    expect(complaints.get(name)).toEqual([])
  })
  it.each(mistakeCases)('$mistake: the base has its counterpart', ({ base, right }) => {
    expect(bases[base]).toContain(right)
  })
  it('refuses every mistake at its word', () => {
    const table = mistakeCases.map(
      ({ mistake }, index) => `${mistake}\n  ${complaints.get(nameOf(index))?.[0] ?? 'COMPILES'}`,
    )
    expect(table.join('\n')).toMatchSnapshot()
  })
})
