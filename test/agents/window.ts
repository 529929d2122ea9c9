/** A window: one session of a real coding agent in a folder, started with a prompt and ended by its own end. */
import { spawn } from 'node:child_process'
import type { AgentsHome } from './agents-home.ts'
import { claudeHands, codexHands, geminiHands, type Hands } from './scripts.ts'

/** A coding agent as a person starts it in a repository, hooks of the project and of the home included. */
export interface Agent {
  readonly name: 'claude' | 'codex' | 'gemini'
  readonly hands: Hands
  readonly args: (prompt: string) => readonly string[]
  readonly variables: { readonly [name: string]: string }
}

/** Claude Code; it may edit and run commands without asking. */
export const claudeAgent: Agent = {
  name: 'claude',
  hands: claudeHands,
  args: (prompt) => [
    '-p',
    prompt,
    '--output-format',
    'stream-json',
    '--verbose',
    '--permission-mode',
    'acceptEdits',
    '--allowedTools',
    'Bash',
  ],
  variables: {
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_AUTOUPDATER: '1',
  },
}

/** Codex in its own sandbox, with the hooks of its home trusted. */
export const codexAgent: Agent = {
  name: 'codex',
  hands: codexHands,
  args: (prompt) => [
    'exec',
    '--json',
    '-s',
    'workspace-write',
    '--dangerously-bypass-hook-trust',
    ...['plugins', 'apps', 'remote_plugin'].flatMap((part) => ['--disable', part]),
    prompt,
  ],
  variables: {},
}

/** Gemini CLI, which may use every tool: without a terminal it offers no other way to run commands. */
export const geminiAgent: Agent = {
  name: 'gemini',
  hands: geminiHands,
  args: (prompt) => [
    '-m',
    'gemini-2.5-flash',
    '-p',
    prompt,
    '--approval-mode',
    'yolo',
    '-o',
    'stream-json',
  ],
  variables: {},
}

/** How a window ended, and all that it printed. */
export interface WindowEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly printed: string
}

/** A window that was opened. */
export interface Window {
  /** The process of the program. */
  readonly process: number
  readonly ended: Promise<WindowEnd>
  /** SIGKILL to the program and whatever it started. */
  readonly kill: () => void
}

/** Where a window stands, and who speaks for its model. */
export interface WindowPlace {
  readonly home: AgentsHome
  readonly speaker: string
  readonly folder: string
  /** Variables besides those that every window has. */
  readonly variables?: { readonly [name: string]: string }
}

/** Opens a window and gives it a prompt; nothing of this process's environment reaches it. */
export const openWindow = (agent: Agent, prompt: string, place: WindowPlace): Window => {
  const { home, speaker, folder, variables } = place
  const machine = home.machineFor(speaker)
  const child = spawn(agent.name, agent.args(prompt), {
    cwd: folder,
    env: { ...machine, ...agent.variables, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a kill reaches what it started as well.
    detached: true,
  })
  const printed: string[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  const ended = new Promise<WindowEnd>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, printed: printed.join('') }))
  })
  const pid = child.pid ?? 0
  return { process: pid, ended, kill: () => void process.kill(-pid, 'SIGKILL') }
}
