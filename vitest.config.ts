// How the suite runs: tests beside their files, type tests, no network but loopback.
import { defineConfig } from 'vitest/config'
import { SlowFilesFirst } from './test/slow-files-first.ts'

const usual = {
  // Processes, since a small one starts programs much faster than a large one with many threads.
  pool: 'forks',
  // Three on two cores: many tests wait for processes of their own.
  maxWorkers: 3,
  // A limit for what hangs, never a measure: real processes take their time on a busy machine.
  testTimeout: 300_000,
  hookTimeout: 300_000,
} as const

/** Files that get a process of their own: they start programs, set the hooks of Node, or take long. */
const ownProcess = [
  'test/**/*.test.ts',
  'examples/**/*.test.ts',
  'src/tidy.test.ts',
  'src/charters/**/*.test.ts',
  'src/cli/verbs/{changing,check,init,join,protocol,steering}.test.ts',
  'src/environments/{git,process}/**/*.test.ts',
  'src/host/charter/**/*.test.ts',
  'src/protocol/language/mistakes.test.ts',
  'src/server/letterbox/**/*.test.ts',
  'src/testing/naive-checker/**/*.test.ts',
]

export default defineConfig({
  test: {
    // All that tests leave in the temporary folder goes with their run.
    globalSetup: ['test/temporary-folder.ts'],
    sequence: { sequencer: SlowFilesFirst },
    projects: [
      {
        test: {
          ...usual,
          name: 'own process',
          include: ownProcess,
          typecheck: {
            enabled: true,
            include: ['src/**/*.test-d.ts', 'examples/**/*.test-d.ts'],
            tsconfig: './tsconfig.json',
            // Errors elsewhere are the business of `tsc` in the check; here each is one of its own test.
            ignoreSourceErrors: true,
          },
        },
      },
      {
        test: {
          ...usual,
          name: 'one process after another',
          include: ['src/**/*.test.ts'],
          exclude: ownProcess,
          // What they test keeps no state in modules, so these are not loaded anew for every file.
          isolate: false,
          setupFiles: ['test/process-left-alone.ts'],
        },
      },
    ],
  },
})
