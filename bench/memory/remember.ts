/** Benchmark: remembering beside evolving the same events, and opening both from snapshots. */
import {
  decodeState,
  emptyState,
  encodeState,
  evolve,
  type FirmEvent,
  type FirmState,
} from '../../src/kernel/index.ts'
import {
  decodeMemory,
  emptyMemory,
  encodeMemory,
  type Memory,
  remember,
} from '../../src/memory/index.ts'
import { change, question } from '../../src/testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../../src/testing/staged-firm.ts'

const openCount = 1_000
const standingCount = Number(process.argv[2] ?? 10_000)
const workCount = Number(process.argv[3] ?? 3_000)
const roundCount = 9

const handOff = (firm: StagedFirm, work: string): void => {
  const spec = { paths: [`src/${work}.ts`] }
  firm.open('lea', 'change', 'offer', { work, spec, engineer: 'eve' })
  firm.say('eve', `change:${work}`, 'accept', { plan: 'as the issue says' })
}

const finish = (firm: StagedFirm, work: string): void => {
  firm.say('eve', `change:${work}`, 'deliver', { commit: 'c0ffee' })
  firm.say('rob', `change:${work}`, 'judge', { verdict: { meets: { note: 'fine' } } })
  firm.say('lea', `change:${work}`, 'merge')
  firm.settle()
}

const lived = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [change, question],
    members: { lea: ['lead', 'asker'], eve: ['engineer'], rob: ['reviewer', 'owner'] },
    stands: { answer: 'answer/{area}' },
  })
  for (let index = 0; index < standingCount; index += 1) {
    firm.open('lea', 'question', 'ask', { topic: `q${index}`, area: `a${index}` })
    firm.say('rob', `question:q${index}`, 'settle', { answer: `use the form number ${index}` })
  }
  for (let index = 0; index < workCount; index += 1) {
    handOff(firm, `w${index}`)
    finish(firm, `w${index}`)
  }
  for (let index = 0; index < openCount; index += 1) handOff(firm, `open${index}`)
  return firm
}

const timed = (task: () => void): number => {
  const start = performance.now()
  task()
  return performance.now() - start
}

// The least disturbed round: other programs only ever add to a time.
const least = (values: readonly number[]): number => Math.min(...values)

const replayState = (events: readonly FirmEvent[]): FirmState => {
  const state = emptyState()
  for (const event of events) evolve(state, event)
  return state
}

const replayMemory = (events: readonly FirmEvent[]): Memory => {
  const memory = emptyMemory()
  for (const [index, event] of events.entries()) remember(memory, event, index + 1)
  return memory
}

const { events } = lived()
const evolved: number[] = []
const remembered: number[] = []
const openedState: number[] = []
const openedMemory: number[] = []
const state = encodeState(replayState(events))
const memory = encodeMemory(replayMemory(events))
for (let round = 0; round < roundCount; round += 1) {
  evolved.push(timed(() => replayState(events)))
  remembered.push(timed(() => replayMemory(events)))
  openedState.push(timed(() => decodeState(state)))
  openedMemory.push(timed(() => decodeMemory(memory, decodeState(state))))
}
const perEvent = (ms: number): string => ((ms * 1_000) / events.length).toFixed(2)
const megabytes = (text: string): string => (text.length / 1e6).toFixed(1)
console.log(
  `${events.length} events, ${openCount} open enactments, ${standingCount} standing facts`,
)
console.log(`evolve: ${perEvent(least(evolved))} µs an event`)
console.log(`remember: ${perEvent(least(remembered))} µs an event`)
console.log(`state opens in ${least(openedState).toFixed(0)} ms from ${megabytes(state)} MB`)
console.log(`both open in ${least(openedMemory).toFixed(0)} ms; memory is ${megabytes(memory)} MB`)
