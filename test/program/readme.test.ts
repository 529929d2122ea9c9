import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildProgram } from './built-program.ts'
import { beginsAs, walked, walkThrough } from './walk-through.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

const commands = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].flatMap((block) =>
  (block[1] ?? '').split('\n').filter((line) => line.trim() !== ''),
)

/** These make what the tests themselves stand on; the judge of clean clones runs them. */
const groundwork = ['npm ci', 'npm test', 'npm start', 'npm run build']

beforeAll(buildProgram, 300_000)

describe('the README', () => {
  it('prints at least one command that is tried here', () => {
    expect(commands.filter((command) => !groundwork.includes(command)).length).toBeGreaterThan(0)
  })

  it.each(commands.filter((command) => !groundwork.includes(command)))(
    'prints a command that works: %s',
    (command) => {
      const [program = '', ...args] = command.split(' ')
      const run = spawnSync(program, args, { cwd: root, encoding: 'utf8' })
      expect({ command, status: run.status, err: run.stderr }).toEqual({
        command,
        status: 0,
        err: '',
      })
    },
  )

  it('walks through a firm of one’s own by the commands that its test runs, and no others', () => {
    const named = walkThrough().map((words) => walked.filter((name) => beginsAs(words, name)))
    expect(named).toEqual(walked.map((name) => [name]))
  })

  it('and the other pages link only to files that are here', () => {
    const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md']
    const broken = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
        .map((link) => link[1] ?? '')
        .filter((link) => !existsSync(join(root, link)))
        .map((link) => `${page} -> ${link}`),
    )
    expect(broken).toEqual([])
  })
})
