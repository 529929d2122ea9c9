/** A staged firm that wanders: members do whatever their menus allow, as a list of numbers says. */
import { type Json, type JsonObject } from '../base/index.ts'
import { dueTurns, type MenuEntry, menuOf } from '../kernel/index.ts'
import { isRunning } from '../protocol/index.ts'
import { change, decision, inquiry, net, order, question } from './specimens.ts'
import { type StagedFirm, stageFirm } from './staged-firm.ts'

/** A firm with hand-offs, sagas, contract nets, decisions and standing answers that the rest is under. */
export const wanderer = (): StagedFirm =>
  stageFirm({
    protocols: [change, order, net, decision, question, inquiry],
    members: {
      lea: ['lead', 'manager', 'asker', 'proposer'],
      eve: ['engineer', 'bidder', 'clerk'],
      bob: ['engineer', 'bidder'],
      rob: ['reviewer', 'owner'],
    },
    under: ['answer/{spec.area}', 'answer/{item.area}'],
    stands: { answer: 'answer/{area}' },
    policy: [
      { protocol: 'order', message: 'charge', gate: { kind: 'approval', who: 'boss' } },
      {
        protocol: 'change',
        message: 'merge',
        gate: { kind: 'veto', windowMs: 1, goesUnanswered: true },
      },
    ],
  })

/** Makes one move for each number; moves that are refused stay in the ledger as the kernel wrote them. */
export const wander = (firm: StagedFirm, numbers: readonly number[]): void => {
  for (const number of numbers) moveBy(firm, number)
}

const moveBy = (firm: StagedFirm, number: number): void => {
  const kind = number % 10
  const rest = Math.floor(number / 10)
  if (kind < 5) return takeTurn(firm, rest)
  if (kind === 5) return settle(firm, rest)
  if (kind === 6) return answerIntent(firm, rest)
  if (kind === 7) return openSomething(firm, rest)
  if (kind === 8) return steer(firm, rest)
  firm.run({ type: 'pass-time', attendedMs: attended(firm), records: [] })
}

const attended = (firm: StagedFirm): { readonly [intent: string]: number } =>
  Object.fromEntries([...firm.state.intents.keys()].map((intent) => [intent, 5]))

const at = <T>(items: readonly T[], number: number): T | undefined => items[number % items.length]

const takeTurn = (firm: StagedFirm, number: number): void => {
  const due = at(dueTurns(firm.state, firm.state.at), number)
  if (due === undefined) return
  const opened = firm.run({ type: 'open-turn', ...due })
  const turn = opened.events.find((event) => event.type === 'turn-opened')?.turn
  if (turn === undefined) return
  const entry = at(menuOf(firm.state, due.member, due.enactment), Math.floor(number / 7))
  const use = { ms: 1 + (number % 5), tokensIn: number % 100 }
  if (entry === undefined || number % 11 === 0) {
    firm.run({ type: 'end-turn', turn, how: number % 2 ? 'passed' : 'failed', why: 'no', use })
    return
  }
  const chosen = chosenOf(firm, entry, number)
  const verdicts = number % 13 === 0 ? [{ missing: 'commit c0ffee does not exist' }] : []
  const shared = { cites: [], noted: [], records: [], unfenced: false }
  firm.run({ type: 'commit-turn', turn, chosen: [chosen], use, verdicts, ...shared })
}

const chosenOf = (firm: StagedFirm, entry: MenuEntry, number: number) => {
  const form = firm.state.charter?.protocols[entry.protocol]
  const names = form?.messages[entry.message]?.out ?? []
  const facts: { [name: string]: Json } = {}
  for (const { fact, branch } of names) {
    const kept = firm.state.open.get(entry.enactment)?.facts.has(fact) ?? false
    if (kept) continue
    const branches = form?.facts[fact]?.branches ?? []
    const named = branch ?? at(branches, number)
    facts[fact] = named === undefined ? valueOf(fact, number) : { [named]: { note: number % 3 } }
  }
  const { enactment, message } = entry
  return { enactment, message, facts, ...(entry.opens ? { opens: entry.protocol } : {}) }
}

const areas = ['names', 'colours', 'dates'] as const

const valueOf = (fact: string, number: number): Json => {
  const area = areas[number % areas.length] ?? 'names'
  if (fact === 'engineer' || fact === 'worker') return number % 2 ? 'eve' : 'bob'
  if (fact === 'spec' || fact === 'item') return { area, paths: [`src/${area}/${number % 4}.ts`] }
  if (fact === 'area') return area
  if (fact === 'until') return 5_000 + (number % 90) * 1_000
  return `${fact}-${number % 400}`
}

const settle = (firm: StagedFirm, number: number): void => {
  const effect = at([...firm.state.effects.keys()], number)
  if (effect === undefined) return
  const place = firm.state.effects.get(effect)
  const held = firm.state.open.get(place?.enactment ?? '')?.effects.get(place?.at ?? '')
  const receipt: JsonObject = { number }
  if (held !== undefined && held.undoing > 0) {
    firm.run({ type: 'settle-undo', effect, receipt })
    return
  }
  if (number % 5 === 4) {
    firm.run({ type: 'doubt-effect', effect, why: 'no answer' })
    return
  }
  const outcome = number % 4 === 3 ? 'failed' : 'done'
  firm.run({ type: 'settle-effect', effect, outcome, receipt })
}

const answerIntent = (firm: StagedFirm, number: number): void => {
  const intent = at([...firm.state.intents.keys()], number)
  if (intent === undefined || !isRunningWith(firm, intent)) return
  const [by, because] = ['boss', 'not this'] as const
  if (number % 2) firm.run({ type: 'veto-intent', intent, by, because, forGood: number % 3 === 0 })
  else firm.run({ type: 'approve-intent', intent, by, records: [] })
}

// An intent of an enactment that is ending lapses by itself when it is released.
const isRunningWith = (firm: StagedFirm, intent: string): boolean => {
  const enactment = firm.state.open.get(firm.state.intents.get(intent)?.enactment ?? '')
  return enactment === undefined || isRunning(enactment.course)
}

const openSomething = (firm: StagedFirm, number: number): void => {
  const openings = ['lea', 'eve'].flatMap((member) =>
    menuOf(firm.state, member, '').map((entry) => ({ member, entry })),
  )
  const chosen = at(openings, number)
  if (chosen === undefined) return
  const { member, entry } = chosen
  const { facts, message } = chosenOf(firm, entry, number)
  firm.open(member, entry.protocol, message, facts)
}

const steer = (firm: StagedFirm, number: number): void => {
  const [by, because] = ['boss', 'to see'] as const
  const enactment = at([...firm.state.open.keys()], number) ?? ''
  const member = at(['eve', 'bob', ''], number) ?? ''
  const kind = number % 6
  if (kind === 0) firm.run({ type: 'end-enactment', enactment, as: 'cancelled', by, because })
  else if (kind === 1) firm.run({ type: 'pause-member', member, by, because })
  else if (kind < 4) firm.run({ type: 'resume-member', member, by, because })
  else if (kind === 4) firm.run({ type: 'lift-lease', enactment, by, because })
  else firm.run({ type: 'note-observation', by, about: enactment, text: 'seen', data: {} })
}
