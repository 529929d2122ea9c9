/** The ledger of a firm that has worked: hand-offs with reviews and merges, decisions that stand, work still open. */
import { encodeEvent } from '../../src/host/index.ts'
import type { FirmEvent } from '../../src/kernel/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { type Anchor, anchorOf, chainBodies, type Store } from '../../src/ledger/index.ts'
import { change, question } from '../../src/testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../../src/testing/staged-firm.ts'
import { testOperator } from '../../src/testing/test-operator.ts'

/** How much a firm has behind it. */
export interface Worked {
  readonly eventCount: number
  readonly openCount: number
  readonly standingCount: number
}

const hire = (): StagedFirm =>
  stageFirm({
    operatorKey: testOperator().publicKey,
    protocols: [change, question],
    members: {
      lea: ['lead', 'asker'],
      eve: ['engineer'],
      bob: ['engineer'],
      rob: ['reviewer', 'owner'],
    },
    under: ['answer/{spec.area}'],
    stands: { answer: 'answer/{area}' },
  })

const settleQuestion = (firm: StagedFirm, index: number): void => {
  firm.open('lea', 'question', 'ask', { topic: `q${index}`, area: `area-${index}` })
  firm.say('rob', `question:q${index}`, 'settle', { answer: `use the form number ${index}` })
}

const offer = (firm: StagedFirm, work: string, index: number): string => {
  const engineer = index % 2 === 0 ? 'eve' : 'bob'
  const spec = { area: `area-${index % 500}`, paths: [`src/${work}.ts`] }
  firm.open('lea', 'change', 'offer', { work, spec, engineer })
  firm.say(engineer, `change:${work}`, 'accept', { plan: 'as the specification says' })
  return engineer
}

const finish = (firm: StagedFirm, index: number): void => {
  const work = `w${index}`
  const engineer = offer(firm, work, index)
  firm.say(engineer, `change:${work}`, 'deliver', { commit: 'c'.repeat(40) })
  firm.say('rob', `change:${work}`, 'judge', { verdict: { meets: { note: 'fine' } } })
  firm.say('lea', `change:${work}`, 'merge')
  firm.settle()
}

/** Writes the ledger, after what stands in it of this firm. Every event comes from the kernel, and each turn is one commit. */
export const writeWorkedLedger = async (
  path: string,
  worked: Worked,
  firm: StagedFirm = hire(),
): Promise<number> => {
  const store = await openSqliteStore(path)
  let tip = await store.tip()
  firm.events.splice(0, tip.position)
  const drain = async (): Promise<void> => {
    tip = await appendTurns(store, tip, firm.events.splice(0))
  }
  for (let index = 0; index < worked.standingCount; index += 1) {
    settleQuestion(firm, index)
    await drain()
  }
  for (let index = 0; index < worked.openCount; index += 1) {
    offer(firm, `open${index}`, index)
    await drain()
  }
  for (let index = 0; tip.position < worked.eventCount; index += 1) {
    finish(firm, index)
    await drain()
  }
  await store.close()
  return tip.position
}

/** A turn is opened by one commit and concluded by the next. */
const appendTurns = async (
  store: Store,
  from: Anchor,
  events: readonly FirmEvent[],
): Promise<Anchor> => {
  let tip = from
  let group: FirmEvent[] = []
  const commit = async (): Promise<void> => {
    if (group.length === 0) return
    const entries = chainBodies(tip, group.map(encodeEvent))
    await store.append(tip.position, entries)
    tip = anchorOf(entries)
    group = []
  }
  for (const event of events) {
    if (event.type === 'turn-opened') await commit()
    group.push(event)
    if (event.type === 'turn-opened') await commit()
  }
  await commit()
  return tip
}
