/** Who is given a worktree: whoever looks into files, as much of it as it says, and nobody else. */
import { expect, it } from 'vitest'
import { accepted } from '../../src/base/index.ts'
import { takeStep } from '../../src/host/index.ts'
import type { LooksInto, Mind, MindAnswer, Scratch, TurnView } from '../../src/host/ports/index.ts'
import { environment, text } from '../../src/protocol/index.ts'
import { handoff } from '../../src/protocol/library/index.ts'
import { stagedCharter } from '../../src/testing/staged-firm.ts'
import { stageHost } from '../../src/testing/staged-host.ts'

const repository = environment('git', {
  put: { reads: [text()], kind: 'revocable', doubt: 'ask' },
})
const work = handoff.with({
  facts: { spec: text(), result: text() },
  does: { apply: repository.put('result') },
})

const facts: { readonly [message: string]: { readonly [fact: string]: string | object } } = {
  offer: { work: 'one', spec: 'tidy', engineer: 'eve' },
  accept: { plan: 'do it' },
  deliver: { result: 'done' },
  judge: { verdict: { meets: { findings: [] } } },
}

const choose = ({ menu, enactment }: TurnView): MindAnswer => {
  const message = ['accept', 'deliver', 'judge'].find((name) =>
    menu.some((item) => item.message === name),
  )
  const use = { ms: 0 }
  if (message === undefined || enactment === '') return { kind: 'pass', why: 'nothing', use }
  const messages = [{ message, facts: facts[message] as never }]
  return { kind: 'send', messages, cites: [], notes: [], use }
}

const mind = (looksInto?: LooksInto): Mind => ({
  kind: 'script',
  enforced: true,
  turnsAtOnce: 1,
  ...(looksInto === undefined ? {} : { looksInto }),
  take: async (view) => await Promise.resolve(choose(view)),
})

it('a mind that never looks into files gets no worktree, the others one for what they look into', async () => {
  const opened: string[] = []
  const scratch: Scratch = {
    open: async ({ member }, _about, looksInto) => {
      opened.push(`${member}: ${looksInto ?? 'unsaid'}`)
      return await Promise.resolve({ folder: '/nowhere', head: 'c0', notes: [] })
    },
    checkOut: async () => await Promise.resolve(),
    commitAll: async () => await Promise.resolve({ head: 'c1', committed: true, notes: [] }),
    changedPaths: async () => await Promise.resolve([]),
    list: async () => await Promise.resolve([]),
    fetch: async (_key, commit) => await Promise.resolve(accepted(commit)),
    discard: async () => await Promise.resolve(),
  }
  const members = { lea: ['lead'], eve: ['engineer'], rob: ['reviewer'] }
  const form = stagedCharter({ protocols: [], members })
  const { host } = await stageHost({
    charter: { ...form, protocols: { handoff: work.form } },
    minds: new Map([
      ['lea', mind('nothing')],
      ['eve', mind('its-work')],
      ['rob', mind()],
    ]),
    options: { scratches: new Map([['place', scratch]]) },
  })
  const offer = {
    enactment: '',
    opens: 'handoff',
    message: 'offer',
    facts: facts['offer'] as never,
  }
  const said = { cites: [], verdicts: [], records: [] }
  await host.submit({ type: 'act-as-member', member: 'lea', chosen: [offer], ...said })
  while (await takeStep(host, { order: (due) => due }));
  expect([...host.state.turns.values()]).toEqual([])
  expect(new Set(opened)).toEqual(new Set(['eve: its-work', 'rob: unsaid']))
})
