// The host of a first minute that only counts the fault points it reaches, and leaves the counts in a file at its end.
import { writeFileSync } from 'node:fs'
import { standBy } from '../../../src/cli/first-minute/host-standby.ts'

const counts = new Map<string, number>()
process.on('exit', () => {
  writeFileSync(process.argv[2] ?? '', JSON.stringify(Object.fromEntries(counts)))
})
standBy(() => ({
  reach: (point) => {
    counts.set(point, (counts.get(point) ?? 0) + 1)
  },
}))
