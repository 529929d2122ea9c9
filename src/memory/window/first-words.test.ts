/** The first words to a window, within their budget of tokens, and what it knows after them. */
import { describe, expect, it } from 'vitest'
import { type StagedWindows, stageWindows } from '../../testing/staged-windows.ts'
import {
  firstTokensMax,
  type FirstWords,
  firstWords,
  loadTokenCounter,
  newsSince,
} from '../index.ts'

const countTokens = await loadTokenCounter()

const firstWordsOf = (
  { firm, memory }: StagedWindows,
  member: string,
  { paths = [''], tokensMax = firstTokensMax }: { paths?: string[]; tokensMax?: number } = {},
): FirstWords => {
  const ask = { member, agent: 'Claude Code', paths }
  return firstWords(memory(), firm.state, { ask, options: { tokensMax, countTokens } })
}

const manyTopics = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `topic-${index}/rules`)

/** Goals, decisions and owners stand; two windows edit; one work failed; a person is asked. */
const busy = (): StagedWindows => {
  const staged = stageWindows()
  const { firm } = staged
  staged.setGoal('speed', 'Open in a second')
  staged.decide('build', 'we use pnpm')
  staged.decide('src/ui', 'no inline styles', 'eve')
  staged.own('src/api', 'bob')
  const asked = { text: 'may I write the route by hand?', paths: ['src/api/old.ts'] }
  firm.open('mia', 'inquiry', 'ask', { inquiry: 'route', asked })
  const because = 'the route is generated'
  const ending = { type: 'end-enactment', as: 'cancelled', by: 'ana', because } as const
  firm.run({ ...ending, enactment: 'inquiry:route' })
  staged.edit('bob', ['src/api/http.ts', 'src/api/route.ts'])
  staged.edit('mia', ['docs'])
  firm.open('bob', 'inquiry', 'ask', { inquiry: 'q', asked: 'may I drop Node 18?' })
  return staged
}

describe('the first words to a window', () => {
  it('say who it is, how it writes, what stands, what was tried, what waits and what others edit', () => {
    expect(firstWordsOf(busy(), 'eve').text).toMatchInlineSnapshot(`
      "You are eve, a window of Claude Code in the firm acme.
      A write takes its lease by itself; there is nothing to ask for first. A write to what another holds is refused and names the holder: go on elsewhere meanwhile, or ask.
      The goal, by boss: ship (measured by tests pass).

      ## What stands here, for you too
      - goal/speed (ana): Open in a second (measured by npm test)
      - decision/src/ui (eve): no inline styles
      - decision/build (ana): we use pnpm

      ## Who answers for what
      - owner/src/api (ana): bob

      ## What was tried and did not succeed
      - ana in inquiry:route, 1970-01-01: ended as cancelled by ana: the route is generated (asked: {"paths":["src/api/old.ts"],"text":"may I write the route by hand?"})

      ## What waits for a person
      - ana: inquiry:q (may answer)

      ## What others edit now: leave it alone, or ask them
      - mia: docs, since 00:00 UTC
      - bob: src/api/http.ts, src/api/route.ts, since 00:00 UTC
      "
    `)
  })

  it('are for the one who is addressed: its own edits are not those of others', () => {
    expect(firstWordsOf(busy(), 'bob').text).not.toContain('src/api/http.ts')
  })

  it('begin with what bears on the folder in which it works', () => {
    const staged = busy()
    staged.decide(manyTopics(100), 'as we said')
    const { text } = firstWordsOf(staged, 'bob', { paths: ['src/ui'] })
    expect(text).toContain('decision/src/ui (eve): no inline styles')
    expect(firstWordsOf(staged, 'bob').text).not.toContain('no inline styles')
  })

  it('come with the receipt of what they hold and what was left out', () => {
    const { receipt } = firstWordsOf(busy(), 'eve', { tokensMax: 240 })
    expect(receipt.tokens).toBeLessThanOrEqual(240)
    expect(receipt.included.map(({ what }) => what)).toMatchInlineSnapshot(`
      [
        "you",
        "writing",
        "the goal",
        "goal/speed",
        "decision/src/ui",
        "decision/build",
        "owner/src/api",
        "inquiry:q",
        "edit:e5",
        "edit:e4",
      ]
    `)
    expect(receipt.leftOut).toMatchInlineSnapshot(`
      [
        {
          "section": "tried",
          "what": "inquiry:route at 28",
          "why": "budget",
        },
      ]
    `)
  })

  it('are the same bytes for the same input', () => {
    expect(firstWordsOf(busy(), 'eve').text).toBe(firstWordsOf(busy(), 'eve').text)
  })

  it('say nothing that the member may not read', () => {
    const staged = stageWindows()
    const adopted = staged.firm.events[1]
    if (adopted?.type !== 'charter-adopted') throw new Error('a staged firm adopts its charter')
    Object.assign(adopted.charter.protocols['ruling']?.facts['decided'] ?? {}, {
      audience: ['owner'],
    })
    staged.decide('build', 'we use pnpm')
    expect(firstWordsOf(staged, 'eve').text).toContain('we use pnpm')
    const { text, receipt } = firstWordsOf(staged, 'bob')
    expect(text).not.toContain('pnpm')
    expect(receipt.leftOut).toEqual([
      { section: 'standing', what: 'decision/build', why: 'audience' },
    ])
  })

  it('are not told again as news, and what they left out is told at its place', () => {
    const staged = busy()
    staged.decide(manyTopics(100), 'as we said')
    const { known } = firstWordsOf(staged, 'bob')
    const news = (paths: readonly string[]): readonly string[] =>
      newsSince(staged.memory(), staged.firm.state, { member: 'bob', known, paths }).sentences
    expect(news(['src/topic-99/rules.ts'])).toEqual([])
    expect(news(['src/ui/a.ts'])).toEqual(['decision/src/ui (eve): no inline styles'])
  })

  it('stay within 500 tokens where 10,000 facts stand', () => {
    const staged = stageWindows()
    const words = 'nobody writes to the network from a test, and whoever must asks first'
    staged.decide(manyTopics(10_000), words)
    for (let index = 0; index < 30; index += 1) staged.setGoal(`goal-${index}`, words)
    for (let index = 0; index < 30; index += 1) staged.edit('mia', [`src/area-${index}/file.ts`])
    const { text, receipt } = firstWordsOf(staged, 'eve', { paths: ['src/area-7'] })
    expect(countTokens(text)).toBeLessThanOrEqual(firstTokensMax)
    expect(receipt.tokens).toBeGreaterThan(400)
    expect(text).toContain('mia: src/area-7/file.ts')
    expect(text).toMatch(/[0-9]+ further things stand/)
  })
})
