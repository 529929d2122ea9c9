/** Whatever ends an enactment at whatever instant, nothing is left half done: three effects in a row undo themselves. */
import { describe, expect, it } from 'vitest'
import { present } from '../base/index.ts'
import type { Ending, ProtocolForm } from '../protocol/index.ts'
import { libraryForms } from '../testing/library-forms.ts'
import { breachesOf, openForesights } from '../testing/ledger-oracle.ts'
import { order } from '../testing/specimens.ts'
import { type StagedFirm, stageFirm } from '../testing/staged-firm.ts'
import { terseForm } from '../testing/terse-form.ts'
import { menuIn } from './index.ts'

const saga = present(
  libraryForms.find(({ name }) => name === 'saga'),
  'the library has a saga',
)

/** What its environment says of an effect in the end, in doubt before or not. */
interface Outcome {
  readonly says: 'done' | 'failed'
  readonly doubtful: boolean
}

/** What ends it from outside: a cancel, an expiry, or a veto for good of what waits at its gate. */
type Stop = 'cancelled' | 'expired' | 'vetoed'

interface Run {
  readonly form: ProtocolForm
  /** By effect, in the order of the messages. */
  readonly outcomes: readonly Outcome[]
  readonly stop: Stop
  /** How many steps come before it. */
  readonly instant: number
}

const well: Outcome = { says: 'done', doubtful: false }

/** All go well but one, whose place varies. */
const allBut = (...ones: readonly Outcome[]): readonly (readonly Outcome[])[] =>
  ones.flatMap((one) =>
    [0, 1, 2].map((place) => [0, 1, 2].map((at) => (at === place ? one : well))),
  )

/** All go well, or one fails. */
const plainOutcomes = [[well, well, well], ...allBut({ says: 'failed', doubtful: false })]

/** Besides, one is in doubt for a while, and is done or failed then. */
const allOutcomes = [
  ...plainOutcomes,
  ...allBut({ says: 'done', doubtful: true }, { says: 'failed', doubtful: true }),
]

/** A firm in which every message of the protocol waits for an approval. */
const company = (form: ProtocolForm): StagedFirm => {
  const names = Object.keys(form.messages)
  const gate = { kind: 'approval', who: 'lea' } as const
  const firm = stageFirm({
    protocols: [],
    members: { eve: ['clerk'], lea: ['head'] },
    policy: names.map((message) => ({ protocol: form.name, message, gate })),
  })
  const charter = present(firm.state.charter, 'a staged firm has a charter')
  firm.adopt({ ...charter, protocols: { [form.name]: form } })
  return firm
}

/** What happened in the environments and was undone there, by message. */
interface World {
  readonly done: string[]
  readonly undone: string[]
}

/** The next thing that happens by itself; false where nothing does. */
const goOn = (firm: StagedFirm, { form, outcomes }: Run, world: World): boolean => {
  const { state } = firm
  const [intent] = state.intents.keys()
  if (intent !== undefined) {
    return firm.run({ type: 'approve-intent', intent, by: 'lea', records: [] }).ok
  }
  const [effect] = state.effects.keys()
  if (effect !== undefined) return settle(firm, { effect, outcomes, world })
  const [open] = state.open.values()
  const [first = ''] = Object.keys(form.messages).filter(
    (name) => form.messages[name]?.in.length === 0,
  )
  if (open === undefined) {
    if (firm.events.some(({ type }) => type === 'enactment-opened')) return false
    const out = form.messages[first]?.out ?? []
    const facts = Object.fromEntries(out.map(({ fact }) => [fact, 'k1']))
    return firm.open('eve', form.name, first, facts).ok
  }
  const [next] = menuIn(state, open, 'eve')
  return next !== undefined && firm.say('eve', open.id, next.message).ok
}

const settle = (
  firm: StagedFirm,
  asked: { readonly effect: string; readonly world: World } & Pick<Run, 'outcomes'>,
): boolean => {
  const { effect, outcomes, world } = asked
  const [open] = firm.state.open.values()
  const [name, started] = present(
    [...(open?.effects ?? [])].find(([, { key }]) => key === effect),
    'an effect is of an open enactment',
  )
  if (started.undoing > 0) {
    world.undone.push(name)
    return firm.run({ type: 'settle-undo', effect, receipt: {} }).ok
  }
  const { says, doubtful } = present(outcomes[started.message], 'each effect has an outcome')
  if (doubtful && started.doubt === undefined) {
    return firm.run({ type: 'doubt-effect', effect, why: 'no answer' }).ok
  }
  if (says === 'done') world.done.push(name)
  return firm.run({ type: 'settle-effect', effect, outcome: says, receipt: {} }).ok
}

/** Whether there was anything to stop at that instant, and it could be stopped. */
const halt = (firm: StagedFirm, stop: Stop): boolean => {
  const [intent] = firm.state.intents.keys()
  const [enactment] = firm.state.open.keys()
  const said = { by: 'boss', because: 'enough' } as const
  if (stop === 'vetoed') {
    if (intent === undefined) return false
    return firm.run({ type: 'veto-intent', intent, ...said, forGood: true }).ok
  }
  if (enactment === undefined) return false
  return firm.run({ type: 'end-enactment', enactment, as: stop, ...said }).ok
}

interface Ran {
  readonly firm: StagedFirm
  readonly world: World
  readonly stopped: boolean
}

const ran = (run: Run): Ran => {
  const firm = company(run.form)
  const world: World = { done: [], undone: [] }
  for (let steps = 0; steps < run.instant; steps += 1) if (!goOn(firm, run, world)) break
  const stopped = halt(firm, run.stop)
  for (let steps = 0; steps < 30; steps += 1) if (!goOn(firm, run, world)) break
  return { firm, world, stopped }
}

const endingOf = ({ events }: StagedFirm): Ending | undefined => {
  const ended = events.find((event) => event.type === 'enactment-ended')
  return ended?.type === 'enactment-ended' ? ended.as : undefined
}

const foresights = openForesights()

// The longest run: three messages, each chosen, approved and settled, one of them doubted.
const instants = Array.from({ length: 11 }, (_, index) => index)

describe.each([
  ['order', terseForm(order), allOutcomes],
  ['saga', saga, plainOutcomes],
])('%s', (_name, form, tried) => {
  it.each(['cancelled', 'expired', 'vetoed'] as const)(
    'leaves nothing half done, %s at any instant',
    (stop) => {
      const endings = new Map<Ending, number>()
      for (const outcomes of tried) {
        for (const instant of instants) {
          const { firm, world, stopped } = ran({ form, outcomes, stop, instant })
          const told = JSON.stringify({ outcomes, instant, stopped })
          const ending = endingOf(firm)
          if (ending === undefined) throw new TypeError(`it never ends: ${told}`)
          endings.set(ending, (endings.get(ending) ?? 0) + 1)
          const kept = ending === 'completed' ? [] : world.done
          expect(world.undone, `${told}`).toEqual(kept.toReversed())
          expect(world.done.length === 3, `${told}`).toBe(ending === 'completed')
          expect(firm.state.effects.size, `${told}`).toBe(0)
          expect(breachesOf(firm.events, foresights), `${told}`).toEqual([])
        }
      }
      const asked = stop === 'vetoed' ? 'failed' : stop
      expect(endings.get(asked)).toBeGreaterThan(tried.length * 2)
      expect(endings.get('completed')).toBeGreaterThanOrEqual(2)
    },
  )
})
