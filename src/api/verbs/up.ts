/** The verbs that host a firm, end its host, and run a firm of one file. */
import type { VerbForm } from './verb-form.ts'

export const upForm: VerbForm = {
  name: 'up',
  summary: 'Host the firm here, and show who does what and what waits for you.',
  example: 'firm up',
  arguments: [],
  options: [],
  newcomer: true,
  endsUnread: true,
}

export const stopForm: VerbForm = {
  name: 'stop',
  summary: 'End the host; work stays where it is and goes on with the next.',
  example: 'firm stop',
  arguments: [],
  options: [],
  newcomer: false,
}

export const runForm: VerbForm = {
  name: 'run',
  summary: 'Run a company that stands in one file.',
  example: 'firm run hello.ts',
  arguments: [{ name: 'file', summary: 'A module that imports `firm`.', required: true }],
  options: [],
  newcomer: false,
}
