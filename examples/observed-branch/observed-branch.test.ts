/** The charter that docs/observations.md prints is one that runs: `test/program/observation.test.ts` commits before it. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import charter from './firm.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

it('stands on the page on observations as that prints it', () => {
  const text = read('firm.ts')
  const printed = /```ts\n([^]*?)```/.exec(read('../../docs/observations.md'))?.[1]
  expect(printed).toBe(text.slice(text.indexOf('export default')))
})

it('names its repository as its protocol does', () => {
  expect(charter.form.observations).toEqual({
    commits: {
      environment: 'repo',
      what: 'branch',
      of: 'main',
      wakes: 'lea',
      saying: 'look at what came',
    },
  })
})
