/** Work that is given to another while it is open, and leases that are taken away. */
import { expect, it } from 'vitest'
import { change } from '../../testing/specimens.ts'
import { stagedCharter } from '../../testing/staged-firm.ts'
import { type StagedHost, stageHost } from '../../testing/staged-host.ts'
import type { Desk } from './host-verb.ts'
import { performVerb } from './registry.ts'

const stage = async (): Promise<StagedHost & { readonly desk: Desk }> => {
  const charter = stagedCharter({
    protocols: [change],
    members: { lea: ['lead'], eve: ['engineer'], nia: ['engineer'], rob: ['reviewer'] },
  })
  const staged = await stageHost({ charter, minds: new Map() })
  const { host } = staged
  const desk = { host } as Desk
  const act = async (member: string, chosen: object): Promise<void> => {
    const asked = { member, chosen: [chosen as never], cites: [], verdicts: [], records: [] }
    expect(await host.submit({ type: 'act-as-member', ...asked })).toMatchObject({ ok: true })
  }
  const spec = { paths: ['src/a.ts'] }
  const facts = { work: 'w1', spec, engineer: 'eve' }
  await act('lea', { enactment: '', opens: 'change', message: 'offer', facts })
  await act('eve', { enactment: 'change:w1', message: 'accept', facts: { plan: 'p' } })
  return { ...staged, desk }
}

it('goes with all that the member holds there, and refuses what it still had to say', async () => {
  const { desk, host, events } = await stage()
  await host.submit({ type: 'open-turn', member: 'eve', enactment: 'change:w1' })
  const asked = { by: 'boss', member: 'eve', to: 'nia', because: 'eve has too much' }
  expect(await performVerb(desk, 'reassign', asked)).toMatchObject({
    ok: true,
    value: { roles: [{ enactment: 'change:w1', role: 'engineer' }] },
  })
  expect(events('role-assigned')).toMatchObject([{ member: 'nia', role: 'engineer' }])
  const late = await host.submit({
    type: 'commit-turn',
    turn: 't1',
    chosen: [{ enactment: 'change:w1', message: 'deliver', facts: { commit: 'c' } }],
    cites: [],
    noted: [],
    use: { ms: 1 },
    verdicts: [],
    records: [],
    unfenced: false,
  })
  expect(late).toMatchObject({ ok: false })
  // Whoever has the work now is woken for it.
  expect(host.state.wakes.get('change:w1')?.has('nia')).toBe(true)
})

it('is refused where the member holds nothing, and nothing changes', async () => {
  const { desk, events } = await stage()
  const asked = { by: 'boss', member: 'rob', to: 'nia' }
  expect(await performVerb(desk, 'reassign', asked)).toMatchObject({
    ok: false,
    message: 'rob holds no role in any open work',
  })
  expect(events('role-assigned')).toEqual([])
})

it('has its leases taken away by the name of the work', async () => {
  const { desk, host } = await stage()
  expect([...host.state.leases.keys()]).toEqual(['repo:src/a.ts'])
  expect(await performVerb(desk, 'end-hold', { hold: 'change:w1', by: 'boss' })).toMatchObject({
    ok: true,
    value: { hold: 'change:w1', resources: ['repo:src/a.ts'] },
  })
  expect([...host.state.leases.keys()]).toEqual([])
})
