/**
 * A process that runs one story of a firm and may die, stop or fill its disk at any fault point. It says on standard
 * output, at once and in whole lines, what it was told is durable; whoever watches it holds it to that.
 */
import { writeSync } from 'node:fs'
import { FirmError } from '../../src/base/index.ts'
import {
  type HostOptions,
  type OpenedHost,
  openHost,
  openHostWhenFree,
} from '../../src/host/index.ts'
import { crashHome } from './crash-home.ts'
import { planned, visits } from './fault-plan.ts'
import { fastClock } from './fast-clock.ts'
import { epilogue, runStory } from './running.ts'
import { stories } from './stories/index.ts'
import type { VictimOrder } from './victim-order.ts'
import { openWorld, recollection } from './world.ts'

const say = (...words: readonly (string | number)[]): void => {
  writeSync(1, `${words.join(' ')}\n`)
}

const atOnce = async (options: HostOptions): Promise<OpenedHost | undefined> => {
  const opened = await openHost(options)
  if (!opened.ok) say('held', opened.message)
  return opened.ok ? opened.value : undefined
}

const whenFree = async (fresh: () => HostOptions): Promise<OpenedHost | undefined> =>
  await openHostWhenFree(fresh, { held: (why) => say('held', why) })

const run = async (order: VictimOrder): Promise<number> => {
  const story = stories[order.story]
  if (story === undefined) return 2
  const home = crashHome(order.home)
  const faults = planned(order.plan, say)
  const used = { has: (_name: string): boolean => false }
  const options = await openWorld(home, {
    name: order.name,
    clock: fastClock(order.speed),
    faults,
    backlog: { works: story.works, isOffered: (work) => used.has(`change:${work}`) },
    told: ({ entry }) => say('told', entry.position, entry.hash),
  })
  const fresh = (): HostOptions => ({ ...options, recollection: recollection() })
  const opened = order.waits === true ? await whenFree(fresh) : await atOnce(options)
  if (opened === undefined) return 3
  const { host, lost, close } = opened
  used.has = (name) => host.state.used.has(name)
  const gone = lost.then((why) => say('lost', why))
  say('hosts', order.name)
  try {
    await runStory(host, story, { commit: order.commit, chain: home.chain })
    await epilogue(host)
  } catch (cause) {
    // Whoever was replaced says so, and nothing else: what it was doing is the business of the other.
    if (host.isOpen) throw cause
    await gone
    return 3
  }
  await close()
  await options.store.close()
  say('visited', JSON.stringify(visits(faults)))
  say('rested')
  return 0
}

run(JSON.parse(process.argv[2] ?? '{}') as VictimOrder)
  .then((code) => process.exit(code))
  .catch((cause: unknown) => {
    const { code, hint } =
      cause instanceof FirmError ? cause : { code: 'no-firm-error', hint: undefined }
    const message = cause instanceof Error ? cause.message : String(cause)
    say('failed', code, message.replaceAll('\n', ' '))
    say('hint', hint ?? '')
    if (code === 'no-firm-error' && cause instanceof Error) console.error(cause.stack)
    process.exit(3)
  })
