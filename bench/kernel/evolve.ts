/** Benchmark: how fast the kernel replays: events a second through `evolve` alone, over hand-offs with rounds and decisions. */
import { emptyState, evolve, type FirmEvent } from '../../src/kernel/index.ts'
import { stageFirm } from '../../src/testing/staged-firm.ts'
import { change } from '../../src/testing/specimens.ts'

const handoffs = Number(process.argv[2] ?? 2_000)

const record = (): readonly FirmEvent[] => {
  const firm = stageFirm({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], bob: ['engineer'], rob: ['reviewer'] },
    under: ['answer/{spec.area}'],
  })
  for (let work = 0; work < handoffs; work += 1) {
    const at = `change:w${work}`
    const spec = { area: 'names', paths: [`src/file-${work % 50}.ts`] }
    firm.open('lea', 'change', 'offer', {
      work: `w${work}`,
      spec,
      engineer: work % 2 ? 'eve' : 'bob',
    })
    firm.say(work % 2 ? 'eve' : 'bob', at, 'accept', { plan: 'as the specification says' })
    firm.say(work % 2 ? 'eve' : 'bob', at, 'deliver', { commit: 'c'.repeat(40) })
    firm.say('rob', at, 'judge', { verdict: { meets: { findings: [] } } })
    firm.say('lea', at, 'merge')
    firm.settle()
  }
  return firm.events
}

const began = performance.now()
const events = record()
const handledMs = performance.now() - began
const texts = events.map((event) => JSON.stringify(event))
const bytes = texts.reduce((sum, text) => sum + text.length, 0)
const rates: number[] = []
const parsing: number[] = []
for (let round = 0; round < 5; round += 1) {
  const parseBegan = performance.now()
  const parsed = texts.map((text) => JSON.parse(text) as FirmEvent)
  parsing.push(((performance.now() - parseBegan) * 1000) / events.length)
  const state = emptyState()
  const replayBegan = performance.now()
  for (const event of parsed) evolve(state, event)
  rates.push(((performance.now() - replayBegan) * 1000) / events.length)
}
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
console.log(
  JSON.stringify({
    events: events.length,
    bytesPerEvent: Math.round(bytes / events.length),
    decidedUsPerEvent: Number(((handledMs * 1000) / events.length).toFixed(2)),
    parsedUsPerEvent: Number(median(parsing).toFixed(2)),
    evolvedUsPerEvent: Number(median(rates).toFixed(2)),
    evolvedPerSecond: Math.round(1_000_000 / median(rates)),
  }),
)
