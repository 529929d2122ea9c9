// Two firms in two processes, with nothing between them but folders of letters: both are killed, and both end alike.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../src/base/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import { buildProgram } from '../program/built-program.ts'
import { type FirmPair, foundPair, type PairedFirm } from './firm-pair.ts'

let pair: FirmPair
beforeAll(async () => {
  buildProgram()
  pair = await foundPair()
}, 300_000)
afterAll(async () => await pair.remove())

const seed = Number(process.env['SEED'] ?? 1)
const deals = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6']
const killCount = 6
const address = 'Quince Lane 5'

const endedIn = (events: readonly FirmEvent[]): readonly string[] =>
  events
    .flatMap((event) =>
      event.type === 'enactment-ended' ? [`${event.enactment} ${event.as}`] : [],
    )
    .toSorted()

const saidIn = (events: readonly FirmEvent[], type: 'message-sent' | 'message-received') =>
  events
    .flatMap((event) => (event.type === type ? [`${event.enactment} ${event.message}`] : []))
    .toSorted()

/** What stands in each enactment, as the events of one ledger tell it. */
const factsIn = async (firm: PairedFirm) => {
  const facts: { [name: string]: unknown } = {}
  for (const event of await firm.events()) {
    const isBound = event.type === 'message-received' && event.outcome === 'bound'
    if (event.type !== 'message-sent' && !isBound) continue
    for (const [name, value] of Object.entries(event.facts)) {
      facts[`${event.enactment} ${name}`] = await firm.said(value)
    }
  }
  return facts
}

/** Waits until every deal has ended in both; what does not come is shown by what is compared then. */
const quiet = async (): Promise<void> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const logs = [await pair.acme.events(), await pair.bolt.events()]
    if (logs.every((events) => endedIn(events).length === deals.length)) return
    await wait(500)
  }
}

test('a protocol apart comes to its end in both, once, though each is killed again and again', async () => {
  const { acme, bolt } = pair
  const random = seededRandom(seed, 'two firms')
  await acme.start()
  await bolt.start()
  const asked = new Set<string>()
  const ask = async (): Promise<void> => {
    for (const name of deals) {
      if (asked.has(name)) continue
      if (await acme.act('bea', 'ask', { deal: name, item: 'bolts', customer: 'ann', address }))
        asked.add(name)
      return
    }
  }
  for (let kills = 0; kills < killCount; kills += 1) {
    await ask()
    await wait(random.integer(700))
    const struck = random.pick([acme, bolt])
    await struck.kill()
    if (random.integer(2) === 0) await ask()
    await struck.start()
  }
  while (asked.size < deals.length) await ask()
  await quiet()
  await acme.kill()
  await bolt.kill()
  const [here, there] = [await acme.events(), await bolt.events()]
  const hint = `SEED=${seed} repeats the kills`
  const ended = deals.map((name) => `deal:${name} completed`)
  expect({ hint, here: endedIn(here), there: endedIn(there) }).toEqual({
    hint,
    here: ended,
    there: ended,
  })
  expect(saidIn(there, 'message-received')).toEqual(saidIn(here, 'message-sent'))
  expect(saidIn(here, 'message-received')).toEqual(saidIn(there, 'message-sent'))
  const facts = await factsIn(acme)
  expect(facts).toEqual(await factsIn(bolt))
  // What is personal or large stood in neither ledger, and was carried all the same.
  expect(facts).toMatchObject({
    'deal:d1 address': address,
    'deal:d1 parcel': expect.stringContaining(`bolts to ${address}`),
  })
  for (const firm of [acme, bolt]) expect(firm.log()).toContain(`address: ${address}`)
  for (const events of [here, there]) expect(JSON.stringify(events)).not.toContain(address)
}, 300_000)

test('what is forged is recorded and binds nothing, and what is no letter is put aside', async () => {
  const { bolt } = pair
  const [letter] = (await pair.acme.events()).flatMap((event) =>
    event.type === 'message-sent' && event.message === 'ask' ? [event] : [],
  )
  const opened = (await bolt.events()).find((event) => event.type === 'enactment-opened')
  const forged = {
    kind: 'letter',
    signature: '00'.repeat(64),
    letter: {
      from: 'acme',
      to: 'bolt',
      sent: 900,
      enactment: 'deal:d9',
      protocol: 'deal',
      protocolHash: opened?.type === 'enactment-opened' ? opened.protocolHash : '',
      message: 'ask',
      speaker: 'bea',
      epoch: 0,
      facts: { ...letter?.facts, deal: 'd9' },
    },
  }
  const { letterbox } = bolt.places
  writeFileSync(join(letterbox, 'forged.json'), JSON.stringify(forged))
  writeFileSync(join(letterbox, 'rubbish.json'), '{"kind":"letter"}')
  await bolt.start()
  await expect
    .poll(() => readdirSync(letterbox).filter((name) => name.endsWith('.json')), {
      timeout: 20_000,
    })
    .toEqual([])
  await bolt.kill()
  const events = await bolt.events()
  expect(events.filter(({ type }) => type === 'letter-refused')).toMatchObject([
    { kind: 'letter', by: 'acme', enactment: 'deal:d9', message: 'ask' },
  ])
  expect(Object.keys(await factsIn(bolt)).filter((name) => name.startsWith('deal:d9'))).toEqual([])
  expect(readFileSync(join(letterbox, 'unreadable', 'rubbish.json'), 'utf8')).toBe(
    '{"kind":"letter"}',
  )
}, 120_000)
