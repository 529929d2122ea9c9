/** The list of tasks of the usual way in a file, which is written whole or not at all. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { TaskEntries, type TaskList } from '../../charters/first-minute/index.ts'

/** The list in a file; there need not be one yet. */
export const openTaskFile = (file: string): TaskList => ({
  read: () =>
    existsSync(file) ? TaskEntries.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined,
  write: (entries) => {
    writeFileSync(`${file}.new`, `${JSON.stringify(entries, undefined, 1)}\n`)
    renameSync(`${file}.new`, file)
  },
})
