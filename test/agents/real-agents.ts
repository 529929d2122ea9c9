/** The real programs of the coding agents, where they are found, and in seats of a company. */
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Processes, ProcessLimits } from '../../src/host/ports/index.ts'
import {
  claude,
  codex,
  commandMind,
  type Manner,
  type MindFence,
  variablesFor,
} from '../../src/minds/command/index.ts'
import type { AgentsHome } from './agents-home.ts'
import type { Seat } from './staged-company.ts'

/** The variable that names the folder into which the programs were installed. */
export const programsVariable = 'FIRM_TEST_AGENTS'

/** The versions that are driven; formats change with versions, so they are pinned. */
export const pinned: readonly string[] = [
  '@anthropic-ai/claude-code@2.1.330',
  '@openai/codex@0.169.0',
  '@google/gemini-cli@0.61.0',
]

/** The folder of the programs, where this process can reach nothing but itself; else why it is not so. */
export const findPrograms = (): { readonly programs?: string; readonly lacks: string } => {
  const programs = process.env[programsVariable]
  if (programs === undefined) return { lacks: `${programsVariable} names no folder of programs` }
  for (const name of ['claude', 'codex', 'gemini']) {
    if (existsSync(join(programs, 'node_modules', '.bin', name))) continue
    return { lacks: `there is no ${name} in ${programs}` }
  }
  const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo')
  if (others.length > 0) return { lacks: `there is a network besides loopback: ${others.join()}` }
  return { programs, lacks: '' }
}

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
