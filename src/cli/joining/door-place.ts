/** What the configuration of an agent must say so that its windows come to the door. */
import type { AgentName } from '../../host/index.ts'

/** Where the door is, and the program that a hook runs to reach it. */
export interface DoorPlace {
  /** The top of the repository, as an absolute path. */
  readonly top: string
  readonly personFolder: string
  /** Where hooks are posted, and the header that lets them in. */
  readonly url: string
  readonly header: { readonly name: string; readonly token: string }
  /** The words of the command that a hook runs: absolute paths of node and program, then what it takes. */
  readonly command: readonly string[]
  /** The words of the command that runs the MCP server of a window; absent where it is to have none. */
  readonly server?: readonly string[]
}

const markers = (agent: AgentName): readonly RegExp[] => [
  new RegExp(`^http://127\\.0\\.0\\.1:\\d+/door/${agent}$`),
  new RegExp(`cli[/\\\\]hook\\.[jt]s['"]? ['"]?${agent}\\b`),
]

/** Whether the address or the command of a hook is one that `firm join` writes for an agent. */
export const leadsToDoor = (agent: AgentName, text: unknown): boolean =>
  typeof text === 'string' && markers(agent).some((marker) => marker.test(text))

/** A command for a shell: each word in quotes where it needs them. */
export const shellCommand = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
