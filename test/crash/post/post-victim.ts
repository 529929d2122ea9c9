/** A process of two firms that bargain by letters, and may be killed at any fault point; told lines bear the firm's name. */
import { existsSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Request } from '../../../src/host/index.ts'
import type { FirmState } from '../../../src/kernel/index.ts'
import { planned, visits } from '../fault-plan.ts'
import { fastClock } from '../fast-clock.ts'
import type { FaultPlan } from '../victim-order.ts'
import { firmNames, lyingIn, openPosted, type PostedFirm, postHome } from './post-world.ts'

/** The order of such a process. */
export interface PostOrder {
  readonly folder: string
  readonly plan?: FaultPlan
}

const say = (...words: readonly (string | number)[]): void => {
  writeSync(1, `${words.join(' ')}\n`)
}

const act = (message: string, facts: { readonly [name: string]: string }): Request => ({
  type: 'act-as-member',
  member: 'eve',
  chosen: [
    message === 'ask'
      ? { enactment: '', message, facts, opens: 'bargain' }
      : { enactment: 'bargain:b1', message, facts },
  ],
  cites: [],
  verdicts: [],
  records: [],
})

/** What eve says next, judged from the state of her firm alone. */
const nextMove = ({ name, open, used }: FirmState): Request | undefined => {
  const bargain = open.get('bargain:b1')
  const knows = (fact: string): boolean => bargain?.facts.has(fact) === true
  if (name === 'bolt') {
    return knows('item') && !knows('price') ? act('quote', { price: 'five' }) : undefined
  }
  if (!used.has('bargain:b1')) return act('ask', { bargain: 'b1', item: 'a quince' })
  return knows('price') && !knows('note') ? act('accept', { note: 'fine' }) : undefined
}

const isQuiet = ({ host }: PostedFirm): boolean =>
  host.state.used.has('bargain:b1') && host.state.open.size === 0 && host.state.outbox.size === 0

const lookMs = 10

const { folder, plan } = JSON.parse(process.argv[2] ?? '{}') as PostOrder
const faults = planned(plan, say)

/** A disk that takes nothing is told, and ends the process: so would its operator. */
const fail = (cause: unknown): void => {
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) }
  say('failed', name, message.replaceAll('\n', ' '))
  if (plan?.does === 'refuse' && name !== 'UnreadableLetterError') process.exit(3)
}

const life = {
  clock: fastClock(),
  faults,
  told: (firm: string, { entry }: { readonly entry: { position: number; hash: string } }) =>
    say(`told-${firm}`, entry.position, entry.hash),
  failed: fail,
}

// Once in the life of both, somebody puts there what is no letter.
const rubbish = join(folder, 'rubbish')

const run = async (): Promise<void> => {
  const firms: PostedFirm[] = []
  for (const name of firmNames) firms.push(await openPosted(folder, name, life))
  const { letters } = postHome(folder, 'bolt')
  if (!existsSync(rubbish)) {
    writeFileSync(join(letters, 'rubbish.json'), 'no letter')
    writeFileSync(rubbish, '')
  }
  const boxes = firmNames.map((name) => postHome(folder, name).letters)
  while (!firms.every(isQuiet) || boxes.some((box) => lyingIn(box).length > 0)) {
    for (const { host } of firms) {
      const move = nextMove(host.state)
      if (move !== undefined) await host.submit(move)
    }
    await wait(lookMs)
  }
  for (const firm of firms) await firm.close()
  say('visited', JSON.stringify(visits(faults)))
  say('rested')
}

run()
  .then(() => process.exit(0))
  .catch((cause: unknown) => {
    fail(cause)
    process.exit(3)
  })
