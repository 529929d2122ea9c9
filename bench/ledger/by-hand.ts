/** The peers: group commit of the same events by hand, on the same library, with no chain and no port. */
import Libsql from 'libsql'
import type { Appender } from './callers.ts'

/** How the rows are written: one row for each event, or one row for each commit. */
export type RowKind = 'row-per-event' | 'row-per-commit'

interface Waiting {
  readonly body: string
  readonly resolve: () => void
}

/** A group commit as one would write it without Firm. */
export const openByHand = (path: string, kind: RowKind): Appender => {
  const database = new Libsql(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const insert = database.prepare('INSERT INTO events VALUES (?, ?)')
  let waiting: Waiting[] = []
  let position = 1
  const write = (group: readonly Waiting[]): void => {
    if (kind === 'row-per-commit') {
      insert.run([position, group.map(({ body }) => body).join(',\n')])
    } else {
      for (const [index, { body }] of group.entries()) insert.run([position + index, body])
    }
    position += group.length
  }
  const commit = (): void => {
    const group = waiting
    waiting = []
    database.exec('BEGIN IMMEDIATE')
    write(group)
    database.exec('COMMIT')
    for (const { resolve } of group) resolve()
  }
  const append = (body: string): Promise<void> =>
    new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(commit)
      waiting.push({ body, resolve })
    })
  return { append, close: async () => void database.close() }
}
