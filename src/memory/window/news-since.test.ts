/** What a window is told: exactly what bears on what it does, each thing once, and nothing it may not read. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolve } from '../../kernel/index.ts'
import { type StagedWindows, stageWindows } from '../../testing/staged-windows.ts'
import {
  decodeMemory,
  encodeMemory,
  type Known,
  type News,
  newsSince,
  nothingKnown,
} from '../index.ts'
import { bearsOn, placeOf, scopeOfStanding } from './scope.ts'

/** One window in a staged firm, that keeps what it was told. */
const windowOf = (
  { firm, memory }: StagedWindows,
  member: string,
): { readonly does: (...paths: readonly string[]) => News } => {
  let known: Known = nothingKnown(firm.state.position)
  return {
    does: (...paths) => {
      const news = newsSince(memory(), firm.state, { member, known, paths })
      known = news.known
      return news
    },
  }
}

describe('news for a window', () => {
  it('is told to whom it bears on, and to nobody else', () => {
    const staged = stageWindows()
    const bob = windowOf(staged, 'bob')
    const mia = windowOf(staged, 'mia')
    bob.does('scripts/build.mjs')
    mia.does('src/ui/button.ts')
    staged.decide('build', 'we use pnpm')
    expect(bob.does().sentences).toEqual(['decision/build (ana): we use pnpm'])
    expect(mia.does().sentences).toEqual([])
  })

  it('is told once', () => {
    const staged = stageWindows()
    const bob = windowOf(staged, 'bob')
    staged.decide('build', 'we use pnpm')
    expect(bob.does('build').sentences).toHaveLength(1)
    expect(bob.does('build', 'build/main.js').sentences).toEqual([])
  })

  it('comes when the window first comes to a place on which an earlier decision bears', () => {
    const staged = stageWindows()
    staged.decide('build', 'we use pnpm')
    const bob = windowOf(staged, 'bob')
    expect(bob.does('src/ui/button.ts').sentences).toEqual([])
    const { sentences, overturned } = bob.does('scripts/build.mjs')
    expect(sentences).toEqual(['decision/build (ana): we use pnpm'])
    expect(overturned).toBe(false)
  })

  it('says what was superseded, and that what the window worked by was overturned', () => {
    const staged = stageWindows()
    const bob = windowOf(staged, 'bob')
    staged.decide('build', 'we use npm')
    bob.does('build')
    staged.decide('build', 'we use pnpm', 'eve')
    expect(bob.does()).toMatchObject({
      sentences: ['decision/build (eve): we use pnpm; before it said we use npm'],
      overturned: true,
    })
  })

  it('of a goal reaches every window, whatever it does', () => {
    const staged = stageWindows()
    const windows = ['eve', 'bob', 'mia'].map((name) => windowOf(staged, name))
    staged.setGoal('speed', 'Open in a second')
    for (const window of windows) {
      expect(window.does()).toMatchObject({
        sentences: ['goal/speed (ana): Open in a second (measured by npm test)'],
        overturned: true,
      })
    }
  })

  it('of another charter is told where the goal of the firm changed', () => {
    const staged = stageWindows()
    const { firm } = staged
    const bob = windowOf(staged, 'bob')
    const { charter } = firm.state
    if (charter === undefined) throw new Error('a staged firm has a charter')
    const adopt = (text: string): void => {
      const goal = { ...charter.goal, text }
      const version = firm.state.charterVersion + 1
      const at = firm.state.at
      const event = { type: 'charter-adopted', at, version, by: 'ana' } as const
      firm.events.push({ ...event, charter: { ...charter, goal } })
      evolve(firm.state, { ...event, charter: { ...charter, goal } })
    }
    adopt('ship')
    expect(bob.does()).toMatchObject({ sentences: [], overturned: false })
    adopt('ship version 2')
    expect(bob.does()).toMatchObject({
      sentences: ["ana changed the firm's goal: ship version 2 (measured by tests pass)"],
      overturned: true,
    })
  })

  it('leaves out what the window said itself', () => {
    const staged = stageWindows()
    const [eve, bob] = [windowOf(staged, 'eve'), windowOf(staged, 'bob')]
    eve.does('build')
    bob.does('build')
    staged.decide('build', 'we use pnpm', 'eve')
    expect(eve.does().sentences).toEqual([])
    expect(bob.does().sentences).toHaveLength(1)
  })

  it('holds no fact whose audience leaves the member out', () => {
    const staged = stageWindows()
    const adopted = staged.firm.events[1]
    if (adopted?.type !== 'charter-adopted') throw new Error('a staged firm adopts its charter')
    Object.assign(adopted.charter.protocols['ruling']?.facts['decided'] ?? {}, {
      audience: ['owner'],
    })
    const [eve, bob] = [windowOf(staged, 'eve'), windowOf(staged, 'bob')]
    staged.decide('build', 'we use pnpm')
    expect(eve.does('build').sentences).toHaveLength(1)
    expect(bob.does('build').sentences).toEqual([])
  })

  it('tells the newest ten of many, and how many more there are', () => {
    const staged = stageWindows()
    for (let index = 1; index <= 12; index += 1) staged.decide(`src/${index}`, `rule ${index}`)
    const { sentences } = windowOf(staged, 'bob').does('src')
    expect(sentences).toHaveLength(11)
    expect(sentences[0]).toBe('decision/src/12 (ana): rule 12')
    expect(sentences.at(-1)).toBe('2 older things stand here besides')
  })

  it('tells whose lease was lifted, and what was said to whom', () => {
    const staged = stageWindows()
    const { firm } = staged
    const [bob, mia] = [windowOf(staged, 'bob'), windowOf(staged, 'mia')]
    const enactment = staged.edit('bob', ['src/a.ts'])
    const data = { letterTo: 'bob' }
    firm.run({ type: 'note-observation', by: 'mia', about: enactment, text: 'I need it', data })
    firm.run({ type: 'tell-member', by: 'ana', member: 'bob', enactment: '', text: 'hurry' })
    const because = 'it is late'
    firm.run({ type: 'lift-lease', enactment, by: 'ana', because })
    expect(bob.does().sentences).toEqual([
      'mia tells you: I need it',
      'ana tells you: hurry',
      'ana lifted your lease on src/a.ts: it is late',
    ])
    expect(mia.does().sentences).toEqual([])
  })

  it('brings the answer to its question to who asked, and that a question was ended', () => {
    const staged = stageWindows()
    const { firm } = staged
    const [bob, mia] = [windowOf(staged, 'bob'), windowOf(staged, 'mia')]
    for (const inquiry of ['q1', 'q2'])
      firm.open('bob', 'inquiry', 'ask', { inquiry, asked: 'may I?' })
    expect(bob.does().sentences).toEqual([])
    firm.say('ana', 'inquiry:q1', 'answer', { said: 'yes, and say so' })
    const ending = {
      type: 'end-enactment',
      as: 'cancelled',
      by: 'ana',
      because: 'I am away',
    } as const
    firm.run({ ...ending, enactment: 'inquiry:q2' })
    expect(bob.does().sentences).toEqual([
      'ana said answer in inquiry:q1: yes, and say so',
      'ana ended inquiry:q2 as cancelled: I am away',
    ])
    expect(mia.does().sentences).toEqual([])
  })

  it('leaves what becomes of its leases to the door, and other talk to whom it concerns', () => {
    const staged = stageWindows()
    const { firm } = staged
    const bob = windowOf(staged, 'bob')
    const about = staged.edit('bob', ['src/a.ts'])
    firm.run({ type: 'note-observation', by: 'mia', about, text: 'I want it', data: {} })
    const ending = { type: 'end-enactment', as: 'cancelled', by: 'ana', because: '' } as const
    firm.run({ ...ending, enactment: about })
    expect(bob.does().sentences).toEqual([])
    expect(staged.memory().attempts.size).toBe(0)
  })

  it('is not lost where memory is restored from its snapshot', () => {
    const staged = stageWindows()
    const { firm } = staged
    staged.edit('bob', ['build/a.ts'])
    const known = nothingKnown(firm.state.position)
    const ask = { member: 'bob', known, paths: ['build/a.ts'] }
    staged.decide('build', 'we use pnpm')
    firm.run({ type: 'tell-member', by: 'ana', member: 'bob', enactment: '', text: 'hurry' })
    const restored = decodeMemory(encodeMemory(staged.memory()), firm.state)
    expect(newsSince(restored, firm.state, ask).sentences).toEqual([
      'ana tells you: hurry',
      'decision/build (ana): we use pnpm',
    ])
  })

  it('is what bears, over all that came and all that was done, in whatever order', () => {
    const names = fc.constantFrom('src', 'build', 'ui', 'api', 'all')
    const path = fc.array(names, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('/'))
    const step = fc.record({ decides: fc.boolean(), path })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const staged = stageWindows()
        const bob = windowOf(staged, 'bob')
        const told: string[] = []
        for (const [index, one] of steps.entries()) {
          if (one.decides) staged.decide(one.path, `rule ${index}`)
          else told.push(...bob.does(one.path).sentences)
        }
        told.push(...bob.does().sentences)
        expect(told.map((one) => one.split(' (')[0] ?? '').toSorted()).toEqual(expectedOf(steps))
      }),
      { numRuns: 60 },
    )
  })
})

/** By the rule alone: each version that stood when the window looked, where it bears on what was done by then. */
const expectedOf = (
  steps: readonly { readonly decides: boolean; readonly path: string }[],
): readonly string[] => {
  const stands = new Map<string, number>()
  const done: string[] = []
  const said = new Map<string, number>()
  const expected: string[] = []
  const look = (): void => {
    for (const [standing, version] of stands) {
      const scope = scopeOfStanding(standing)
      const bears = scope.kind === 'firm' || done.some((one) => bearsOn(scope, placeOf(one)))
      if (!bears || said.get(standing) === version) continue
      said.set(standing, version)
      expected.push(standing)
    }
  }
  for (const [index, one] of steps.entries()) {
    if (one.decides) {
      stands.set(`decision/${one.path}`, index)
      continue
    }
    done.push(one.path)
    look()
  }
  look()
  return expected.toSorted()
}
