/** The index side of a ledger in memory. */
import type { Marks } from '../../marks.ts'
import { assertMarks } from '../../marks.ts'
import { type MemoryStorage, tipOf } from './memory-storage.ts'

/** The marks of a ledger in memory. */
export const memoryMarks = (storage: MemoryStorage): Marks => ({
  position: async () => storage.marksPosition,
  add: async (from, through, marks) => {
    if (storage.marksPosition !== from) return storage.marksPosition
    assertMarks({ from, through, tip: tipOf(storage).position }, marks)
    for (const { name, position } of marks) {
      const positions = storage.marks.get(name)
      if (positions === undefined) storage.marks.set(name, [position])
      else if (!positions.includes(position)) positions.push(position)
    }
    storage.marksPosition = through
    return through
  },
  find: async (name, through) =>
    (storage.marks.get(name) ?? [])
      .filter((position) => position <= through)
      .toSorted((left, right) => left - right),
  clear: async () => {
    storage.marks = new Map()
    storage.marksPosition = 0
  },
})
