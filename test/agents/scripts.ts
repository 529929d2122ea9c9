/** What the models of the two agents are scripted to do: accept, edit the greeting, deliver, judge it. */
import type { Script, Seen, Step, ToolCall } from './step.ts'

/** How an agent's own tools are called. */
export interface Hands {
  readonly read: (seen: Seen) => ToolCall
  readonly edit: (seen: Seen, change: { readonly from: string; readonly to: string }) => ToolCall
  readonly run: (command: string) => ToolCall
}

const folderOf = ({ all }: Seen): string => /Primary working directory: (.*)/.exec(all)?.[1] ?? ''

/** Claude Code's tools; they take absolute paths. */
export const claudeHands: Hands = {
  read: (seen) => ({ tool: 'Read', input: { file_path: `${folderOf(seen)}/a.txt` } }),
  edit: (seen, { from, to }) => ({
    tool: 'Edit',
    input: { file_path: `${folderOf(seen)}/a.txt`, old_string: from, new_string: to },
  }),
  run: (command) => ({ tool: 'Bash', input: { command, description: 'run it' } }),
}

/** Codex's tools; its patches name paths within the folder. */
export const codexHands: Hands = {
  read: () => ({ tool: 'exec_command', input: { cmd: 'cat a.txt' } }),
  edit: (_seen, { from, to }) => ({
    tool: 'apply_patch',
    raw: `*** Begin Patch\n*** Update File: a.txt\n@@\n-${from}\n+${to}\n*** End Patch`,
  }),
  run: (cmd) => ({ tool: 'exec_command', input: { cmd } }),
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
