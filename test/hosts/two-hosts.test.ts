// Two real hosts on one firm: one waits, one is stopped longer than its lease and wakes, and the firm has one history.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { crashHome } from '../crash/crash-home.ts'
import { type Aftermath, lookAt } from '../crash/aftermath.ts'
import { reference } from '../crash/campaign.ts'
import { faultsIn } from '../crash/judgement.ts'
import { type Life, type Living, startLife } from '../crash/life.ts'
import { setStage, type Stage } from '../crash/stage.ts'
import type { FaultPlan } from '../crash/victim-order.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
}, 300_000)
afterAll(async () => await stage.strike())

interface Start {
  readonly name: string
  readonly plan?: FaultPlan
  readonly waits?: boolean
  readonly speed?: number
}

const living: Living[] = []
// A stopped process would keep the test's own from ending.
afterEach(() => {
  for (const { child } of living.splice(0)) child.kill('SIGKILL')
})

const start = (home: string, story: string, more: Start): Living => {
  const life = startLife(stage.program, { home, story, commit: stage.commit, ...more })
  living.push(life)
  return life
}

/** Starts a host that stops itself at a point, and answers once it has. */
const startStopping = async (
  home: string,
  story: string,
  { point, speed = 20 }: { readonly point: string; readonly speed?: number },
): Promise<Living> => {
  const plan: FaultPlan = { point, visit: 1, does: 'stop' }
  const first = start(home, story, { name: 'first', plan, speed })
  await first.said('reached')
  return first
}

/** Wakes a stopped host and waits for its end. */
const wake = async ({ child, over }: Living): Promise<Life> => {
  child.kill('SIGCONT')
  return await over
}

/** The hosts that wrote, each once for every stretch of events that it wrote without another between. */
const historyOf = ({ events }: Aftermath): readonly (string | undefined)[] =>
  events.map(({ host }) => host).filter((host, index, all) => host !== all[index - 1])

const tipOf = (home: string): string =>
  execFileSync('git', ['rev-parse', 'firm/main'], {
    cwd: crashHome(home).repository,
    encoding: 'utf8',
  })

test('the second waits and says who hosts; once the first is killed it goes on at once', async () => {
  const home = await stage.home()
  const first = await startStopping(home, 'take-back', { point: 'host: before receipt', speed: 1 })
  const second = start(home, 'take-back', { name: 'second', waits: true, speed: 1 })
  expect(await second.said('held')).toMatch(/^held first hosts this firm; its lease lasts until 2/)
  first.child.kill('SIGKILL')
  expect((await second.over).lines.at(-1)).toBe('rested')
  const left = await lookAt(home)
  expect(historyOf(left)).toEqual(['first', 'second'])
  expect(left.merged).toHaveLength(1)
})

test('a host that does not wait is refused with who hosts, and changes nothing', async () => {
  const home = await stage.home()
  const first = await startStopping(home, 'take-back', { point: 'host: before receipt', speed: 1 })
  const second = await start(home, 'take-back', { name: 'second', speed: 1 }).over
  expect(second.end).toBe('3')
  expect(second.lines).toEqual([expect.stringMatching(/^held first hosts this firm/)])
  first.child.kill('SIGKILL')
  await first.over
  expect(historyOf(await lookAt(home))).toEqual(['first'])
})

test.each(['hand-off', 'take-back'])(
  'a host stopped between the start of a merge and its act wakes too late, in the story %s',
  async (story) => {
    const { left: undisturbed } = await reference(stage, story)
    const home = await stage.home()
    const first = await startStopping(home, story, { point: 'git: before the branch moves' })
    const second = await start(home, story, { name: 'second', waits: true }).over
    expect(second.lines.at(-1)).toBe('rested')
    const woken = await wake(first)
    expect(woken.end).toBe('3')
    expect(woken.lines.at(-1)).toMatch(/^lost (second has taken over|the book stopped)/)
    const left = await lookAt(home)
    expect(historyOf(left)).toEqual(['first', 'second'])
    expect(faultsIn(left, [woken, second], undisturbed)).toEqual([])
  },
)

test('where the work was ended instead of merged, the host that wakes does not merge it', async () => {
  const home = await stage.home()
  const first = await startStopping(home, 'take-back', { point: 'git: before the branch moves' })
  const before = tipOf(home)
  const { repository } = crashHome(home)
  // Somebody checks the branch out meanwhile: the second host is refused, and the work ends as failed.
  const elsewhere = join(home, 'elsewhere')
  execFileSync('git', ['worktree', 'add', '--quiet', elsewhere, 'firm/main'], { cwd: repository })
  const second = await start(home, 'take-back', { name: 'second', waits: true }).over
  expect(second.lines.at(-1)).toBe('rested')
  const woken = await wake(first)
  expect(woken.end).toBe('3')
  expect(tipOf(home)).toBe(before)
  const left = await lookAt(home)
  expect(left.merged).toEqual([])
  expect(left.events.filter(({ type }) => type === 'enactment-ended')).toMatchObject([
    { enactment: 'landing:l1', as: 'failed', host: 'second' },
  ])
})

test('an effect that nobody can refuse waits until the stopped host is gone', async () => {
  const home = await stage.home()
  const first = await startStopping(home, 'peal', { point: 'host: before effect' })
  const second = await start(home, 'peal', { name: 'second', waits: true }).over
  expect(second.end).toBe('3')
  expect(second.lines.slice(-2)).toEqual([
    'failed earlier-host-lives ring of first in peal:p1 waits: first was replaced while it was silent, and may still do it',
    'hint End the process of first, which is stopped or hangs; the effect then goes on by itself.',
  ])
  expect((await lookAt(home)).rung).toEqual([])
  first.child.kill('SIGKILL')
  await first.over
  const third = await start(home, 'peal', { name: 'third' }).over
  expect(third.lines.at(-1)).toBe('rested')
  const left = await lookAt(home)
  expect(new Set(left.rung).size).toBe(left.rung.length)
  expect(left.rung).toHaveLength(2)
  expect(historyOf(left)).toEqual(['first', 'second', 'third'])
})
