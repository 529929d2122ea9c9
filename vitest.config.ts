// How the suite runs: tests beside their files, type tests, no network but loopback.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    typecheck: { enabled: false },
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
})
