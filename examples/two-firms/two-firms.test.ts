/** The charter that docs/two-firms.md prints is one that runs: `test/hosts/two-firms.test.ts` deals by it. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import acme from './acme.ts'
import bolt from './bolt.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

it('the page on two firms prints the charter of one of them', () => {
  const charter = read('acme.ts')
  const printed = /```ts\n([^]*?)```/.exec(read('../../docs/two-firms.md'))?.[1]
  expect(printed).toBe(charter.slice(charter.indexOf('export default')))
})

it('each gives the other the role that it does not hold', () => {
  expect([acme.form.apart, bolt.form.apart]).toEqual([
    { deal: { seller: 'bolt' } },
    { deal: { buyer: 'acme' } },
  ])
})
