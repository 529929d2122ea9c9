/** Which coding agents are installed here, and what is known of their versions. */
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { AgentName } from '../../host/index.ts'

/** An agent whose program is on the path. */
export interface FoundAgent {
  readonly agent: AgentName
  readonly program: string
  /** What it says its version is, where it was asked and said one. */
  readonly version?: string
}

/** The agents that can join, by what they are called. */
export const agentTitles: { readonly [agent in AgentName]: string } = {
  claude: 'Claude Code',
  codex: 'Codex',
  gemini: 'Gemini CLI',
}

/** The agents that can join, in the order in which they are told. */
export const agentNames: readonly AgentName[] = ['claude', 'codex', 'gemini']

/** Finds each program on the path. Only Claude Code is asked for its version: what can be set depends on it. */
export const findAgents = async (
  path: string,
  outputOf: (program: string, args: readonly string[]) => Promise<string | undefined>,
): Promise<readonly FoundAgent[]> => {
  const found: FoundAgent[] = []
  for (const agent of agentNames) {
    const program = programOn(path, agent)
    if (program === undefined) continue
    const said = agent === 'claude' ? await outputOf(program, ['--version']) : undefined
    const version = /\d+\.\d+\.\d+/.exec(said ?? '')?.[0]
    found.push({ agent, program, ...(version === undefined ? {} : { version }) })
  }
  return found
}

const programOn = (path: string, name: string): string | undefined =>
  path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram)

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** The first Claude Code that can refuse when a hook over HTTP fails. */
const onFailureSince = [2, 1, 295] as const

/** Whether a version refuses when a hook fails; undefined where none is known. */
export const knowsOnFailure = (version: string | undefined): boolean | undefined => {
  if (version === undefined) return undefined
  const parts = version.split('.').map(Number)
  for (const [at, least] of onFailureSince.entries()) {
    const part = parts[at] ?? 0
    if (part !== least) return part > least
  }
  return true
}
