/** The verbs that bring members in and let them go. */
import type { VerbForm } from './verb-form.ts'
import { passphraseOption } from './passphrase-option.ts'

export const hireForm: VerbForm = {
  name: 'hire',
  summary: 'Hire a member: a coding agent, a person, a script, or any program.',
  example: 'firm hire eve --role engineer --mind claude',
  arguments: [
    { name: 'member', summary: 'What it is called here.', required: true },
    {
      name: 'program',
      summary: 'The file of a script; or, after `--`, the program of a command and its arguments.',
      required: false,
      many: true,
    },
  ],
  options: [
    { name: 'role', summary: 'What it may do; several are parted by commas.', value: 'ROLE' },
    { name: 'mind', summary: 'claude, codex, person, script or command.', value: 'MIND' },
    { name: 'model', summary: 'The model of a coding agent.', value: 'MODEL' },
    { name: 'minutes', summary: 'How long a turn may take; 30 unless said.', value: 'COUNT' },
    { name: 'memory', summary: 'How many GiB a turn may hold; 8 unless said.', value: 'COUNT' },
    {
      name: 'processes',
      summary: 'How many processes it may have; 512 unless said.',
      value: 'COUNT',
    },
    { name: 'principal', summary: 'Whose key answers for it; its own unless said.', value: 'NAME' },
    { name: 'no-trial', summary: 'Do not offer to try it with one line.' },
    passphraseOption,
  ],
  newcomer: true,
}

export const dismissForm: VerbForm = {
  name: 'dismiss',
  summary: 'Let a member go; what it holds goes to others.',
  example: 'firm dismiss eve',
  arguments: [{ name: 'member', summary: 'Who goes.', required: true }],
  options: [passphraseOption],
  newcomer: false,
}
