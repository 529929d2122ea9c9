/** Running a story on a host, and what follows it so that every durable write is made at least once. */
import { later } from '../../src/base/index.ts'
import { type Host, observeFinality, takeStep } from '../../src/host/index.ts'
import { afterLastAct, charterHash, intentContent } from '../../src/kernel/index.ts'
import { hostingRenewalMs, openRegister } from '../../src/ledger/index.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import { boss, type Outside, type Story } from './story.ts'
import { charter } from './world.ts'

/** Runs until nothing is due and the operator has no move; a host that died before goes on where it was. */
export const runStory = async (host: Host, story: Story, outside: Outside): Promise<void> => {
  await found(host)
  const moves = async (): Promise<boolean> => {
    let moved = false
    while (await move(host, story, outside)) moved = true
    return moved
  }
  const between = async (): Promise<void> => void (await moves())
  const stepping = { order: <T>(due: T) => due, between }
  const looks = async (): Promise<boolean> => {
    story.stir?.(host.state, outside)
    return (await observeFinality(host)) > 0
  }
  while ((await moves()) || (await takeStep(host, stepping)) || (await looks()));
}

const found = async (host: Host): Promise<void> => {
  const operator = testOperator()
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm: charter.name, operatorKey: operator.publicKey })
  }
  if (host.state.charter !== undefined) return
  const signature = operator.sign(charter.name, {
    verb: 'apply',
    what: afterLastAct(host.state, charterHash(charter)),
  })
  await host.submit({ type: 'adopt-charter', charter, by: boss, signature })
}

const move = async (host: Host, story: Story, outside: Outside): Promise<boolean> => {
  const [intent] = host.state.intents.values()
  if (intent !== undefined) {
    const what = intentContent(intent)
    const signature = testOperator().sign(charter.name, { verb: 'approve', what })
    const approval = { intent: intent.id, by: boss, signature, records: [] }
    return (await host.submit({ type: 'approve-intent', ...approval })).ok
  }
  const request = story.move(host.state, outside)
  return request !== undefined && (await host.submit(request)).ok
}

/** So many events make a host keep a snapshot when it closes. */
const snapshotEvents = 510

/** What a firm does in weeks: notes enough for a snapshot, an index, a renewal, and content that is erased. */
export const epilogue = async (host: Host): Promise<void> => {
  const { content, clock, store } = host.options
  const missing = Math.max(0, snapshotEvents - host.state.position)
  const note = { by: boss, about: 'the weather', text: 'it rains', data: null }
  await Promise.all(
    Array.from({ length: missing }, async () => {
      await host.submit({ type: 'note-observation', ...note })
    }),
  )
  await content.put(Buffer.from('born 1815'), 'ada')
  await content.erase('ada', { by: boss, at: clock.now() })
  await openRegister(store, ({ position }) => [position % 2 === 0 ? 'even' : 'odd'])
  await store.marks.clear()
  const renewedAt = later(clock.now(), hostingRenewalMs + 1_000)
  await new Promise<void>((resolve) => clock.schedule(renewedAt, resolve))
}
