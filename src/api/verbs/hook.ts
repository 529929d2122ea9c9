/** The verb by which a person tries what an agent runs as its hook. */
import type { VerbForm } from './verb-form.ts'

export const hookForm: VerbForm = {
  name: 'hook',
  summary:
    'Ask the door what an agent asks it: a hook comes in as JSON, and its answer is printed.',
  example: 'firm hook claude < hook.json',
  arguments: [
    {
      name: 'agent',
      summary: 'claude, codex or gemini. Ends with 2 where the agent must refuse.',
      required: true,
    },
  ],
  options: [
    { name: 'door', summary: "The file with the door's keys, unless this firm's.", value: 'FILE' },
  ],
  newcomer: false,
}
