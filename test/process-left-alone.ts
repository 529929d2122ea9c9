/** Around each file of tests that shares its process: it leaves folder, variables and listeners as they were. */
import process from 'node:process'
import { afterAll, expect } from 'vitest'

const look = () => ({
  folder: process.cwd(),
  variables: { ...process.env },
  listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
})

const before = look()

afterAll(() => {
  expect(look(), 'what the tests of this file left behind in their process').toEqual(before)
})
