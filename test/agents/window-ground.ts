/** What windows stand on: one plain repository for all of them, a scripted model, and a home for each. */
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AgentsHome, makeAgentsHome } from './agents-home.ts'
import { ownFile } from './rival.ts'
import { openScriptedModel, type ScriptedModel } from './scripted-model.ts'
import type { Script } from './step.ts'
import { type Agent, openWindow, type Window, type WindowPlace } from './window.ts'

/** The ground, and windows opened on it. */
export interface WindowGround {
  readonly folder: string
  readonly repository: string
  readonly home: AgentsHome
  readonly speakers: readonly string[]
  readonly model: ScriptedModel
  readonly bytesOf: (path: string) => Promise<string>
  /** What git says is changed, as it prints it. */
  readonly changed: () => string
  readonly open: (agent: Agent, speaker: string, variables?: WindowPlace['variables']) => Window
  /** Ends windows that are still open, and removes all of it. */
  readonly close: () => Promise<void>
}

/** One file has a line for each window, so that none of their edits undoes another's; each has one of its own too. */
const filesOf = (speakers: readonly string[]): readonly (readonly [string, string])[] => {
  const lines = speakers.map((speaker) => `line of ${speaker}\n\n`)
  return [
    ['a.txt', lines.join('')],
    ...speakers.map((speaker, at) => [ownFile(speaker), lines[at] ?? ''] as const),
  ]
}

const run = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' })

const makeRepository = async (folder: string, speakers: readonly string[]): Promise<void> => {
  await mkdir(folder)
  run(folder, 'init', '--quiet', '--initial-branch=main')
  for (const [path, text] of filesOf(speakers)) await writeFile(join(folder, path), text)
  run(folder, 'add', '.')
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@firm.invalid']
  run(folder, ...identity, 'commit', '--quiet', '-m', 'lines to change')
}

/** Makes the ground; every speaker has a script. */
export const openWindowGround = async (
  programs: string,
  scripts: { readonly [speaker: string]: Script },
): Promise<WindowGround> => {
  const speakers = Object.keys(scripts)
  const folder = await mkdtemp(join(tmpdir(), 'firm windows-'))
  const repository = join(folder, 'repository')
  await makeRepository(repository, speakers)
  const model = await openScriptedModel(new Map(Object.entries(scripts)))
  const home = await makeAgentsHome(model, programs, speakers)
  const windows: Window[] = []
  return {
    folder,
    repository,
    home,
    speakers,
    model,
    bytesOf: async (path) => await readFile(join(repository, path), 'utf8'),
    changed: () => run(repository, 'status', '--porcelain'),
    open: (agent, speaker, variables = {}) => {
      const place = { home, speaker, folder: repository, variables }
      const window = openWindow(agent, `change a.txt, ${speaker}`, place)
      windows.push(window)
      return window
    },
    close: async () => {
      await model.close()
      await Promise.all(windows.map(async (window) => await window.ended))
      await home.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
