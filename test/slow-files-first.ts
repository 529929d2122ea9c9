/** The order of test files: those that start processes or try thousands of seeds first, so that none of them is left over. */
import type { TestSequencer, TestSpecification } from 'vitest/node'

const slow = [
  'src/testing/naive-checker/agreement.test.ts',
  'test/crash/crash.test.ts',
  'test/program/own-firm.test.ts',
  'test/simulation/firms.test.ts',
  'test/program/full-disk.test.ts',
  'test/simulation/apart.test.ts',
  'src/testing/naive-checker/agreement-apart.test.ts',
]

const rankOf = ({ moduleId, project }: TestSpecification): number => {
  const named = slow.findIndex((path) => moduleId.endsWith(path))
  if (named >= 0) return named
  if (moduleId.includes('/test/')) return slow.length
  // Those that share a process come last and in a row, for it is kept only for the one after it.
  return project.config.isolate ? slow.length + 1 : slow.length + 2
}

/** What vitest asks for the order; on a fresh clone it knows nothing of how long a file took before. */
export class SlowFilesFirst implements TestSequencer {
  shard(files: TestSpecification[]): TestSpecification[] {
    return files
  }

  sort(files: TestSpecification[]): TestSpecification[] {
    return files.toSorted((left, right) => rankOf(left) - rankOf(right))
  }
}
