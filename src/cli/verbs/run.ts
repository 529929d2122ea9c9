/** `firm run`: a company that stands in one file, run with `firm` as this very program. */
import { resolve } from 'node:path'
import { runForm } from '../../api/verbs/index.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const run: Verb = {
  ...runForm,
  run: async (given, { folder, modules }) => {
    const file = resolve(folder, argumentOf(given, 'file') ?? '')
    await modules.load(file)
    return { exit: 'done', lines: [], json: { file } }
  },
}
