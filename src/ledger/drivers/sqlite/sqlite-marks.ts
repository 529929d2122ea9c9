/** The index side of a SQLite file: one row for each name and position. */
import { assertMarks, type Marks } from '../../marks.ts'
import { type Database, integerIn, onlyRow } from './database.ts'
import { readTip } from './sqlite-entries.ts'

const selectPosition = `SELECT position FROM marks_position`
const updatePosition = `UPDATE marks_position SET position = ?`
const insert = `INSERT OR IGNORE INTO marks VALUES (?, ?)`
const select = `SELECT position FROM marks WHERE name = ? AND position <= ? ORDER BY position`

/** The marks of a ledger's file. */
export const sqliteMarks = (database: Database): Marks => {
  const position = (): number => integerIn(onlyRow(database.prepare(selectPosition).row()), 0)
  return {
    position: async () => position(),
    add: async (from, through, marks) =>
      database.transaction(() => {
        const seen = position()
        if (seen !== from) return seen
        assertMarks({ from, through, tip: readTip(database).position }, marks)
        for (const mark of marks) database.prepare(insert).run(mark.name, mark.position)
        database.prepare(updatePosition).run(through)
        return through
      }),
    find: async (name, through) =>
      database
        .prepare(select)
        .rows(name, through)
        .map((row) => integerIn(row, 0)),
    clear: async () =>
      database.transaction(() => {
        database.exec('DELETE FROM marks')
        database.prepare(updatePosition).run(0)
      }),
  }
}
