/** The verbs by which the coding agents of a repository come to the door, and leave it. */
import { passphraseOption } from './passphrase-option.ts'
import type { VerbForm } from './verb-form.ts'

const agents = {
  name: 'agent',
  summary: 'claude, codex, gemini; all that are found unless said.',
  required: false,
  many: true,
} as const

const yes = { name: 'yes', summary: 'Show each change, and make it without asking.' }

export const joinForm: VerbForm = {
  name: 'join',
  summary:
    'Let the windows of Claude Code, Codex and Gemini CLI in this repository become members.',
  example: 'firm join',
  arguments: [agents],
  options: [
    yes,
    {
      name: 'seats',
      summary: 'How many windows of each agent at once; 4 unless said.',
      value: 'COUNT',
    },
    { name: 'trust', summary: 'Have Codex trust this folder and the hooks that are shown.' },
    passphraseOption,
  ],
  newcomer: true,
}

export const leaveForm: VerbForm = {
  name: 'leave',
  summary: 'Take out of the settings of coding agents what `join` put in.',
  example: 'firm leave',
  arguments: [agents],
  options: [yes],
  newcomer: false,
}
