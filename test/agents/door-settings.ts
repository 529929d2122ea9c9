/** Hooks that lead to a door, written by hand into a project and into made-up homes. */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '../../src/base/index.ts'
import type { WindowGround } from './window-ground.ts'

/** Where the door is, and what a command hook runs. */
export interface DoorPlace {
  readonly port: number
  readonly token: string
  /** The command of a hook of an agent. */
  readonly command: (agent: string) => string
}

const grouped = (hooks: { readonly [event: string]: JsonObject }): JsonObject =>
  Object.fromEntries(
    Object.entries(hooks).map(([event, hook]) => [
      event,
      [{ ...(event.includes('Tool') ? { matcher: '*' } : {}), hooks: [hook] }],
    ]),
  )

/** Claude Code asks over HTTP, but starts and ends by a command, since those are not posted. */
const claudeHooks = ({ port, token, command }: DoorPlace): JsonObject => {
  const posted = {
    type: 'http',
    url: `http://127.0.0.1:${port}/door/claude`,
    headers: { 'firm-token': token },
    timeout: 5,
  }
  const run = { type: 'command', command: command('claude'), timeout: 10 }
  return grouped({
    SessionStart: run,
    UserPromptSubmit: posted,
    PreToolUse: { ...posted, onFailure: 'block' },
    PostToolUse: posted,
    PostToolUseFailure: posted,
    Stop: posted,
    SessionEnd: run,
  })
}

const commandHooks = (events: readonly string[], command: string, timeout: number): JsonObject =>
  grouped(Object.fromEntries(events.map((event) => [event, { type: 'command', command, timeout }])))

const write = async (file: string, value: JsonObject): Promise<void> =>
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`)

/** Sets up every agent for every speaker of the ground. */
export const leadToDoor = async (ground: WindowGround, place: DoorPlace): Promise<void> => {
  const { repository, home, speakers } = ground
  await mkdir(join(repository, '.claude'))
  await appendFile(join(repository, '.git', 'info', 'exclude'), '.claude/\n')
  await write(join(repository, '.claude', 'settings.local.json'), { hooks: claudeHooks(place) })
  const codexEvents = ['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'Stop']
  const geminiEvents = ['SessionStart', 'BeforeAgent', 'BeforeTool', 'AfterTool', 'AfterAgent']
  for (const speaker of speakers) {
    const codex = commandHooks([...codexEvents, 'SessionEnd'], place.command('codex'), 10)
    await write(join(home.folder, speaker, '.codex', 'hooks.json'), { hooks: codex })
    const file = join(home.folder, speaker, '.gemini', 'settings.json')
    const settings: JsonObject = JSON.parse(await readFile(file, 'utf8'))
    const gemini = commandHooks([...geminiEvents, 'SessionEnd'], place.command('gemini'), 10_000)
    await write(file, { ...settings, hooks: gemini })
  }
}
