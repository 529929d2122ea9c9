/** Check 10: every byte under PATH is as before, the index of git included. */
import { type Finding, openFinding } from '../evidence.ts'
import { changedBetween, type Fingerprint } from '../fingerprint.ts'

/** Judges what the runs did to the repository that they were shown. */
export const checkUntouched = (before: Fingerprint, after: Fingerprint): Finding => {
  const { look, expect, finding } = openFinding()
  const changed = changedBetween(before, after)
  look(
    `${before.size} paths, ${[...before.keys()].filter((path) => path.startsWith('.git')).length} of them git's`,
  )
  for (const path of changed.slice(0, 10)) expect(false, `${path} is not as it was`)
  expect(changed.length <= 10, `and ${changed.length - 10} more`)
  return finding()
}
