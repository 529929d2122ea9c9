// How `npm run long` runs its files: one at a time, without a limit on time.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // All that tests leave in the temporary folder goes with their run.
    globalSetup: ['test/temporary-folder.ts'],
    include: ['src/**/*.long.ts', 'test/**/*.long.ts'],
    maxWorkers: 1,
    testTimeout: 0,
    hookTimeout: 0,
  },
})
