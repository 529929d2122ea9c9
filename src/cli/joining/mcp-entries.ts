/** Firm's MCP server in the settings of each agent, in the form that the agent reads. */
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import type { AgentName } from '../../host/index.ts'
import type { Configuration } from './configuration.ts'
import type { DoorPlace } from './door-place.ts'
import type { JsonEntry, JsonSweep } from './json-entries.ts'

/** How an agent names the server, and the tools of it. */
const serverName = 'firm'
const toolsOfClaude = `mcp__${serverName}`

const isOurServer =
  (agent: AgentName) =>
  (value: unknown): boolean => {
    if (!isJsonObject(value) || !Array.isArray(value['args'])) return false
    const [program, verb, whom] = value['args']
    return /cli[/\\]main\.[jt]s$/.test(String(program)) && verb === 'mcp' && whom === agent
  }

const serverOf = ({ server = [] }: DoorPlace): JsonObject => {
  const [command = '', ...args] = server
  return { command, args }
}

/** The tools are allowed beforehand: they do nothing but what the window may do anyway. */
export const claudeToolEntry: JsonEntry = {
  kind: 'element',
  path: ['permissions', 'allow'],
  value: toolsOfClaude,
}

/** Where Claude Code keeps what is one person's own in one repository: its own state, which it rewrites. */
export const claudeStateFile = ({ personFolder }: Pick<DoorPlace, 'personFolder'>): string =>
  join(personFolder, '.claude.json')

/** The server for Claude Code, as `claude mcp add` would put it. */
export const claudeServerConfiguration = (place: DoorPlace): Configuration => ({
  agent: 'claude',
  file: claudeStateFile(place),
  purpose: 'the tools of a window, here alone',
  isSecret: false,
  part: {
    kind: 'json',
    entries: [
      {
        kind: 'member',
        path: ['projects', place.top, 'mcpServers', serverName],
        value: { type: 'stdio', ...serverOf(place), env: {} },
      },
    ],
    sweeps: claudeServerSweeps(place.top),
  },
})

/** What of ours stands beside hooks in the files of Claude Code. */
export const claudeServerSweeps = (top: string): readonly JsonSweep[] => [
  {
    path: ['permissions', 'allow', '*'],
    isOurs: (value) => value === toolsOfClaude,
    isSure: false,
  },
  {
    path: ['projects', top, 'mcpServers', serverName],
    isOurs: isOurServer('claude'),
    isSure: true,
  },
]

/** The server for Gemini CLI. */
export const geminiServerEntry = (place: DoorPlace): JsonEntry => ({
  kind: 'member',
  path: ['mcpServers', serverName],
  value: { ...serverOf(place), trust: true },
})

/** The server of Gemini CLI, wherever it stands. */
export const geminiServerSweep: JsonSweep = {
  path: ['mcpServers', serverName],
  isOurs: isOurServer('gemini'),
  isSure: true,
}

/** Where Codex reads settings of a repository. */
export const codexProjectFile = (top: string): string => join(top, '.codex', 'config.toml')

/** The server for Codex: a table behind all others, proved to be the only thing that is added. */
export const codexServerConfiguration = (place: DoorPlace): Configuration => {
  const { command, args } = serverOf(place)
  const table = { command, args, default_tools_approval_mode: 'approve' }
  return {
    agent: 'codex',
    file: codexProjectFile(place.top),
    purpose: 'the tools of a window',
    isSecret: false,
    part: {
      kind: 'block',
      lines: [
        `[mcp_servers.${serverName}]`,
        // A list of texts and a text are written in TOML as they are in JSON.
        ...Object.entries(table).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
      ],
      isProved: (before, after) => addsTable(before, after, table),
    },
  }
}

const addsTable = (before: string, after: string, table: unknown): boolean => {
  try {
    const [was, is] = [parse(before), parse(after)]
    const servers: unknown = was['mcp_servers'] ?? {}
    if (!isJsonObject(servers) || servers[serverName] !== undefined) return false
    const wanted = { ...was, mcp_servers: { ...servers, [serverName]: table } }
    return isDeepStrictEqual(plain(is), plain(wanted))
  } catch {
    return false
  }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
