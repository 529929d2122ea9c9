/** Kills two firms that bargain by letters, at one fault point after another, and judges what both came to. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeEvent } from '../../../src/host/index.ts'
import type { FirmEvent } from '../../../src/kernel/index.ts'
import { openSqliteStore } from '../../../src/ledger/drivers/sqlite/index.ts'
import { verify } from '../../../src/ledger/index.ts'
import { breachesOf } from '../../../src/testing/ledger-oracle.ts'
import { readAll } from '../../../src/testing/read-all.ts'
import { stripInto } from '../../stripped-program.ts'
import type { Campaign, Kill } from '../campaign.ts'
import { type Life, startProcess } from '../life.ts'
import { type FirmName, firmNames, lyingIn, postHome } from './post-world.ts'

/** Where such firms live and die. */
export interface PostStage {
  /** Runs both through these deaths, in order, and then to their end. */
  readonly run: (kills: readonly Kill[]) => Promise<Campaign>
  readonly strike: () => Promise<void>
}

/** Sets up a stage. */
export const setPostStage = async (): Promise<PostStage> => {
  const folder = mkdtempSync(join(tmpdir(), 'firm post-'))
  const victim = stripInto(join(folder, 'program'), ['src', 'test/crash'])(
    'test/crash/post/post-victim.ts',
  )
  let count = 0
  return {
    run: async (kills) => {
      const pair = join(folder, `pair ${(count += 1)}`)
      await mkdir(pair)
      return await runThrough(victim, pair, kills)
    },
    strike: async () => await rm(folder, { recursive: true, force: true }),
  }
}

const runThrough = async (
  victim: string,
  folder: string,
  kills: readonly Kill[],
): Promise<Campaign> => {
  const lives: Life[] = []
  const killedAt: string[] = []
  for (const { refuses, ...at } of kills) {
    const does = refuses === undefined ? 'kill' : 'refuse'
    const plan = { ...at, does, ...(refuses === undefined ? {} : { code: refuses }) } as const
    const life = await startProcess(victim, { name: at.point, order: { folder, plan } }).over
    lives.push(life)
    if (!life.lines.includes(`reached ${at.point}`)) break
    killedAt.push(at.point)
  }
  const last = await startProcess(victim, { name: 'the last', order: { folder } }).over
  lives.push(last)
  const ended =
    last.lines.at(-1) === 'rested' ? [] : [`it ended: ${last.lines.slice(-2).join(' ')}`]
  return { faults: [...ended, ...(await faultsIn(folder, lives))], killedAt, lives }
}

interface Side {
  readonly name: FirmName
  readonly events: readonly FirmEvent[]
  readonly hashes: readonly string[]
}

const faultsIn = async (folder: string, lives: readonly Life[]): Promise<readonly string[]> => {
  const faults: string[] = []
  const sides: Side[] = []
  for (const name of firmNames) {
    const store = await openSqliteStore(postHome(folder, name).ledger)
    const entries = await readAll(store)
    if (!(await verify(store)).ok) faults.push(`the chain of ${name} does not fit`)
    await store.close()
    const events = entries.map(({ body }) => decodeEvent(body))
    sides.push({ name, events, hashes: entries.map(({ hash }) => hash) })
    const lying = lyingIn(postHome(folder, name).letters)
    if (lying.length > 0) faults.push(`${name} has ${lying.join(' ')} in its letterbox`)
  }
  return [
    ...faults,
    ...sides.flatMap((side) => wrongIn(side, lives)),
    ...apartOf(sides),
    ...asideOf(folder),
  ]
}

const wrongIn = ({ name, events, hashes }: Side, lives: readonly Life[]): readonly string[] => {
  const told = lives.flatMap(({ lines }) =>
    lines.filter((line) => line.startsWith(`told-${name} `)),
  )
  const ended = events.flatMap((event) =>
    event.type === 'enactment-ended' ? [`${event.enactment} ${event.as}`] : [],
  )
  return [
    ...told
      .map((line) => line.split(' '))
      .filter(([, position, hash]) => hashes[Number(position) - 1] !== hash)
      .map(([, position]) => `${name} was told of position ${position}, and it is not there`),
    ...breachesOf(events).map(({ invariant, what }) => `${name}: invariant ${invariant}: ${what}`),
    ...(ended.join() === 'bargain:b1 completed' ? [] : [`${name} ended as ${ended.join(', ')}`]),
  ]
}

/** What one said the other received, each once. */
const apartOf = ([acme, bolt]: readonly Side[]): readonly string[] => {
  const named = (side: Side | undefined, type: 'message-sent' | 'message-received'): string =>
    (side?.events ?? []).flatMap((event) => (event.type === type ? [event.message] : [])).join(' ')
  return [
    ...(named(bolt, 'message-received') === 'ask accept' ? [] : ['bolt did not receive each once']),
    ...(named(acme, 'message-received') === 'quote' ? [] : ['acme did not receive each once']),
    ...(named(acme, 'message-sent') === 'ask accept' ? [] : ['acme did not say each once']),
    ...(named(bolt, 'message-sent') === 'quote' ? [] : ['bolt did not say each once']),
  ]
}

/** What was no letter is whole where it was put aside. */
const asideOf = (folder: string): readonly string[] => {
  const aside = join(postHome(folder, 'bolt').letters, 'unreadable')
  const texts = readdirSync(aside).map((name) => readFileSync(join(aside, name), 'utf8'))
  return texts.join() === 'no letter' ? [] : [`what was no letter is ${texts.join()}`]
}
