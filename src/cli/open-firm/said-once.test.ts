/** What happens again and again is said once, and not for ever remembered. */
import { expect, it } from 'vitest'
import { saidMax, saidOnce } from './said-once.ts'

it('the same is said once, and again only after so much else that it was forgotten', () => {
  const heard: unknown[] = []
  const say = saidOnce((cause) => void heard.push(cause))
  for (const word of ['away', 'away', 'full', 'away']) say(word)
  expect(heard).toEqual(['away', 'full'])
  for (let count = 0; count < saidMax - 1; count += 1) say(`other ${count}`)
  const before = heard.length
  say('full')
  expect(heard).toHaveLength(before)
  say('away')
  expect(heard).toHaveLength(before + 1)
})
