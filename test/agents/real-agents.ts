/** The real programs of the coding agents in seats, with a home, a key and variables that are made up. */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Processes, ProcessLimits } from '../../src/host/ports/index.ts'
import {
  claude,
  codex,
  commandMind,
  type Manner,
  type MindFence,
  variablesFor,
} from '../../src/minds/command/index.ts'
import type { ScriptedModel } from './scripted-model.ts'
import type { Seat } from './staged-company.ts'

/** The variable that names the folder into which the programs were installed. */
export const programsVariable = 'FIRM_TEST_AGENTS'

/** The versions that are driven; formats change with versions, so they are pinned. */
export const pinned: readonly string[] = [
  '@anthropic-ai/claude-code@2.1.330',
  '@openai/codex@0.169.0',
]

/** The folder of the programs, where this process can reach nothing but itself; else why it is not so. */
export const findPrograms = (): { readonly programs?: string; readonly lacks: string } => {
  const programs = process.env[programsVariable]
  if (programs === undefined) return { lacks: `${programsVariable} names no folder of programs` }
  if (!existsSync(join(programs, 'node_modules', '.bin', 'claude'))) {
    return { lacks: `there is no claude in ${programs}` }
  }
  const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo')
  if (others.length > 0) return { lacks: `there is a network besides loopback: ${others.join()}` }
  return { programs, lacks: '' }
}

/** A home for the agents that holds nothing of this machine. */
export interface AgentsHome {
  readonly folder: string
  /** Everything that a machine would have; each agent sees what its preset allows. */
  readonly machineFor: (speaker: string) => { readonly [name: string]: string }
  readonly remove: () => Promise<void>
}

/** Makes the home; Codex takes its provider from a file in it, Claude Code from variables. */
export const makeAgentsHome = async (
  model: ScriptedModel,
  programs: string,
): Promise<AgentsHome> => {
  const folder = await mkdtemp(join(tmpdir(), 'firm agents home-'))
  const temporary = join(folder, 'temporary')
  for (const name of ['temporary', 'eve', 'bob'])
    await mkdir(join(folder, name, '.codex'), { recursive: true })
  for (const name of ['eve', 'bob']) {
    const settings = codexSettings(`${model.addressFor(name)}/v1`)
    await writeFile(join(folder, name, '.codex', 'config.toml'), settings)
  }
  const path = [
    join(programs, 'node_modules', '.bin'),
    dirname(process.execPath),
    '/usr/bin',
    '/bin',
  ]
  return {
    folder,
    machineFor: (speaker) => ({
      PATH: path.join(':'),
      HOME: join(folder, speaker),
      // Codex makes no home below the folder of temporary files, so the two must differ.
      TMPDIR: temporary,
      LANG: 'C.UTF-8',
      ANTHROPIC_API_KEY: 'made-up',
      ANTHROPIC_BASE_URL: model.addressFor(speaker),
      CODEX_API_KEY: 'made-up',
      SECRET_OF_THE_MACHINE: 'not for members',
    }),
    remove: async () => await rm(folder, { recursive: true, force: true }),
  }
}

const codexSettings = (address: string): string => `
model = "gpt-5.5"
model_provider = "scripted"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.scripted]
name = "scripted"
base_url = "${address}"
wire_api = "responses"
env_key = "CODEX_API_KEY"
request_max_retries = 0
stream_max_retries = 0
`

/** What seating an agent needs. */
export interface Seating {
  readonly agents: AgentsHome
  readonly processes: Processes
  readonly limits?: Partial<ProcessLimits>
  readonly fence?: MindFence
}

const limitsDefault: ProcessLimits = { timeMs: 60_000, outputBytes: 10_000_000 }

/** An agent with its preset as it ships; further arguments only where a test needs a tool. */
export const seated = (manner: Manner, speaker: string, seating: Seating): Seat => {
  const { agents, processes, limits, fence } = seating
  return {
    mind: commandMind(manner, {
      processes,
      limits: { ...limitsDefault, ...limits },
      ...(fence === undefined ? {} : { fence }),
    }),
    variables: variablesFor(manner, agents.machineFor(speaker)),
  }
}

/** Claude Code that may also run what a test has its model run. */
export const claudeWithShell = (): Manner => claude({ args: ['--allowedTools', 'Bash'] })

/** Claude Code as it is without our care: it runs the hooks of the repository that it stands in. */
export const carelessClaude = (): Manner => {
  const manner = claude()
  const args = manner.args.filter(
    (arg) => !['--setting-sources', 'user', '--strict-mcp-config'].includes(arg),
  )
  return { ...manner, args }
}

export { claude, codex }
