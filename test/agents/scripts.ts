/** What the models of the agents are scripted to do: accept, edit the greeting, deliver, judge it. */
import type { Script, Seen, Step, ToolCall } from './step.ts'

/** A change of one file: a text in it becomes another. */
export interface Change {
  readonly from: string
  readonly to: string
  /** The greeting, where nothing else is said. */
  readonly path?: string
}

/** How an agent's own tools are called. */
export interface Hands {
  readonly read: (seen: Seen, path?: string) => ToolCall
  readonly edit: (seen: Seen, change: Change) => ToolCall
  readonly run: (command: string) => ToolCall
}

const greeting = 'a.txt'

const folderOf = ({ all }: Seen): string =>
  /(?:Primary working directory: |Workspace Directories:\*\*\n +- )(.*)/.exec(all)?.[1] ?? ''

/** Claude Code's tools; they take absolute paths. */
export const claudeHands: Hands = {
  read: (seen, path = greeting) => ({
    tool: 'Read',
    input: { file_path: `${folderOf(seen)}/${path}` },
  }),
  edit: (seen, { path = greeting, from, to }) => ({
    tool: 'Edit',
    input: { file_path: `${folderOf(seen)}/${path}`, old_string: from, new_string: to },
  }),
  run: (command) => ({ tool: 'Bash', input: { command, description: 'run it' } }),
}

/** Codex's tools; its patches name paths within the folder. */
export const codexHands: Hands = {
  read: (_seen, path = greeting) => ({ tool: 'exec_command', input: { cmd: `cat ${path}` } }),
  edit: (_seen, { path = greeting, from, to }) => ({
    tool: 'apply_patch',
    raw: `*** Begin Patch\n*** Update File: ${path}\n@@\n-${from}\n+${to}\n*** End Patch`,
  }),
  run: (cmd) => ({ tool: 'exec_command', input: { cmd } }),
}

/** Gemini CLI's tools; they take absolute paths. */
export const geminiHands: Hands = {
  read: (seen, path = greeting) => ({
    tool: 'read_file',
    input: { file_path: `${folderOf(seen)}/${path}` },
  }),
  edit: (seen, { path = greeting, from, to }) => ({
    tool: 'replace',
    input: {
      file_path: `${folderOf(seen)}/${path}`,
      old_string: from,
      new_string: to,
      instruction: 'change the line',
    },
  }),
  run: (command) => ({ tool: 'run_shell_command', input: { command } }),
}

/** Whether a message stands on the menu that the agent was told. */
const mayDo = ({ told }: Seen, message: string): boolean =>
  told.includes(`{"message": "${message}"`)

const answer = (value: object, before = ''): Step => ({ text: `${before}${JSON.stringify(value)}` })

/** How an agent goes about its work. */
export interface Manners {
  readonly hands: Hands
  /** What it turns the greeting into. */
  readonly from?: string
  readonly to?: string
  /** What a greeting must hold to meet what was asked. */
  readonly wants?: string
  /** Instead of the usual steps of a delivery. */
  readonly deliver?: (seen: Seen) => Step
}

/** A script that does what its menu asks, step by step. */
export const dutiful = (manners: Manners): Script => {
  const { hands, from = 'hello alpha', to = 'hello ALPHA', wants = 'ALPHA' } = manners
  const deliver = (seen: Seen): Step => {
    if (seen.answers === 0) return { text: 'I look first.', call: hands.read(seen) }
    if (seen.answers === 1) return { call: hands.edit(seen, { from, to }) }
    return answer({ message: 'deliver', facts: {} }, 'The greeting is loud now.\n')
  }
  const judge = (seen: Seen): Step => {
    if (seen.answers === 0) return { call: hands.read(seen) }
    const findings = seen.last.includes(wants) ? [] : [`the greeting lacks ${wants}`]
    const verdict = findings.length === 0 ? { meets: { findings } } : { fails: { findings } }
    return answer({ message: 'judge', facts: { verdict } })
  }
  return (seen) => {
    if (mayDo(seen, 'accept')) return answer({ message: 'accept', facts: { plan: 'be loud' } })
    if (mayDo(seen, 'deliver')) return (manners.deliver ?? deliver)(seen)
    if (mayDo(seen, 'judge')) return judge(seen)
    return answer({ pass: 'nothing of this is mine' })
  }
}
