/** Benchmark: what the types of protocols cost the compiler, for 10 to 960 messages with code for each role. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const runs = Number(process.argv[2] ?? 3)

/** The text of one branch, in parts. */
interface Branch {
  readonly facts: readonly string[]
  readonly messages: readonly string[]
  readonly handlers: readonly { readonly role: string; readonly text: string }[]
}

/** What one compilation cost. */
interface Cost {
  readonly checkMs: number
  readonly totalMs: number
  readonly memoryBytes: number
  readonly instantiations: number
}

/** One branch: ten messages, each reading what the one before it bound. */
const branch = (index: number, from: string): Branch => {
  const names = Array.from({ length: 10 }, (_, step) => `f${index}_${step}`)
  const facts = names.map((name) => `${name}: text()`)
  const messages = names.map((name, step) => {
    const reads = step === 0 ? from : names[step - 1]
    const sender = step % 2 === 0 ? 'asker' : 'answerer'
    const to = step % 2 === 0 ? 'answerer' : 'asker'
    return `m${index}_${step}: { from: '${sender}', to: '${to}', in: ['${reads}'], out: ['${name}'] }`
  })
  const handlers = names.map((name, step) => ({
    role: step % 2 === 0 ? 'asker' : 'answerer',
    text: `m${index}_${step}: (known) => ({ ${name}: known.${step === 0 ? from : names[step - 1]} })`,
  }))
  return { facts, messages, handlers }
}

/** One protocol of so many messages, in branches of ten from one root, and the code of both roles. */
const oneProtocol = (count: number): string => {
  const branches = Array.from({ length: count / 10 }, (_, index) => branch(index, 'root'))
  const handlers = branches.flatMap((each) => each.handlers)
  const of = (role: string): readonly string[] =>
    handlers.filter((each) => each.role === role).map((each) => each.text)
  return `import { code, id, protocol, text } from './src/protocol/index.ts'
export const made = protocol('made', {
  key: 'root', roles: ['asker', 'answerer'],
  facts: { root: id(), ${branches.flatMap((each) => each.facts).join(', ')} },
  messages: {
    open: { from: 'asker', to: 'answerer', out: ['root'] },
    ${branches.flatMap((each) => each.messages).join(',\n    ')},
  },
})
export const asker = code(made, 'asker', { open: () => ({ root: 'r' }), ${of('asker').join(',\n')} })
export const answerer = code(made, 'answerer', { ${of('answerer').join(',\n')} })
`
}

const compile = (source: string): Cost => {
  const folder = mkdtempSync(join(tmpdir(), 'cost-'))
  try {
    symlinkSync(join(root, 'src'), join(folder, 'src'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'made.ts'), source)
    const compilerOptions = { rootDir: '/', typeRoots: [join(root, 'node_modules/@types')] }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions,
        include: ['made.ts'],
      }),
    )
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const output = execFileSync(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics'], {
      encoding: 'utf8',
    })
    const figure = (name: string): number =>
      Number(new RegExp(`${name}:\\s+([\\d.]+)`).exec(output)?.[1])
    return {
      checkMs: figure('Check time') * 1000,
      totalMs: figure('Total time') * 1000,
      memoryBytes: figure('Memory used') * 1024,
      instantiations: figure('Instantiations'),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

for (const count of [10, 100, 480, 960]) {
  const all = Array.from({ length: runs }, () => compile(oneProtocol(count)))
  // The least of several runs: what others do on the machine only ever adds.
  const of = (name: keyof Cost): number => Math.min(...all.map((each) => each[name]))
  console.log(
    `${count} messages: check ${of('checkMs').toFixed(0)} ms, total ${of('totalMs').toFixed(0)} ms, ` +
      `${(of('memoryBytes') / 1e6).toFixed(0)} MB, ${of('instantiations')} instantiations`,
  )
}
