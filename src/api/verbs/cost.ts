/** The verb that shows what coordination costs. */
import type { VerbForm } from './verb-form.ts'
import { atOption } from './at-option.ts'

export const costForm: VerbForm = {
  name: 'cost',
  summary: 'What was used, by protocol and role: turns, time, tokens, money, and waiting.',
  example: 'firm cost --json',
  arguments: [],
  options: [atOption],
  newcomer: false,
}
