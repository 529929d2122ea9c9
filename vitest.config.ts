// How the suite runs: tests beside their files, type tests, no network but loopback.
import { defineConfig } from 'vitest/config'
import { SlowFilesFirst } from './test/slow-files-first.ts'

export default defineConfig({
  test: {
    // All that tests leave in the temporary folder goes with their run.
    globalSetup: ['test/temporary-folder.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    typecheck: {
      enabled: true,
      include: ['src/**/*.test-d.ts', 'examples/**/*.test-d.ts'],
      tsconfig: './tsconfig.json',
      // Errors elsewhere are the business of `tsc` in the check; here each is one of its own test.
      ignoreSourceErrors: true,
    },
    sequence: { sequencer: SlowFilesFirst },
    // Processes, since a small one starts programs much faster than a large one with many threads.
    pool: 'forks',
    // Three on two cores: many tests wait for processes of their own.
    maxWorkers: 3,
    // A limit for what hangs, never a measure: real processes take their time on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
