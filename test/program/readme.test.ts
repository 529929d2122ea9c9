import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildProgram, firm } from './built-program.ts'

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

  it('names only verbs that the program has, with what they are given', () => {
    const shown = [...readme.matchAll(/^\$ firm ([a-z-]+)/gm)].map((found) => found[1] ?? '')
    expect(shown.length).toBeGreaterThan(0)
    for (const verb of new Set(shown)) {
      expect({ verb, code: firm([verb, '--help'], { folder: root }).code }).toEqual({
        verb,
        code: 0,
      })
    }
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
