/** Around each file of tests that shares its process: it leaves folder, variables and listeners as they were. */
import { deepStrictEqual } from 'node:assert'
import process from 'node:process'
import { afterAll } from 'vitest'

const look = () => ({
  folder: process.cwd(),
  variables: { ...process.env },
  listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
})

const before = look()

afterAll(() => {
  // What differs was left behind by the tests of this file.
  deepStrictEqual(look(), before)
})
