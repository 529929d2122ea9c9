/** The operator's seat during work: what waits for them is asked in place, and their word is carried to the host. */
import type { Json } from '../../base/index.ts'
import type { FirmClient } from '../../client/index.ts'
import type { Attending } from '../attending/index.ts'
import { askFact, type Asker, unanswered } from '../asking/index.ts'
import type { Signer } from '../signing.ts'
import {
  factsOf,
  foreseen,
  type HeldIntent,
  readWaiting,
  type StillReason,
  type WaitingMove,
} from './waiting.ts'

/** Who sits there, and how they are asked. */
export interface SeatNeeds {
  readonly operator: string
  readonly firm: string
  /** The one piece of work that is asked about; all of it where absent. */
  readonly work?: string
  readonly asker: Asker
  readonly signer: Signer
  /** Reports the person to the host, so that veto windows run; absent where there is no keyboard. */
  readonly attending?: Attending
  readonly write: (line: string) => void
  /** Takes a step without asking where there is only one, and nothing has to be written for it. */
  readonly goesOn: boolean
}

/** What became of asking. */
export type SeatAnswer = 'nothing-waits' | 'answered' | 'left'

/** The seat; each look asks what waits now, and what was left open is not asked twice. */
export const openSeat = (needs: SeatNeeds): ((client: FirmClient) => Promise<SeatAnswer>) => {
  const left = new Set<string>()
  const told = new Set<string>()
  return async (client) => {
    const { operator, work } = needs
    const one = work === undefined ? {} : { work }
    const waiting = await readWaiting(client, { member: operator, ...one })
    needs.attending?.show(
      client,
      operator,
      waiting.intents.map(({ intent }) => intent),
    )
    let answer: SeatAnswer = left.size > 0 ? 'left' : 'nothing-waits'
    for (const intent of waiting.intents) {
      if (left.has(intent.intent)) continue
      const said = await decide(needs, client, intent)
      if (said === 'answered') answer = said
      if (said === 'left') left.add(intent.intent)
    }
    for (const moves of byEnactment(waiting.moves)) {
      const key = moves.map(({ enactment, message }) => `${enactment} ${message}`).join()
      if (left.has(key)) continue
      if (await move(needs, client, moves)) answer = 'answered'
      else left.add(key)
    }
    if (answer === 'answered') return answer
    const isStuck = work !== undefined && tellStill(needs, waiting.still, told)
    return left.size === 0 && !isStuck ? answer : 'left'
  }
}

/** Tells once why the work stands still; whether it will for ever, and nobody sits here who could change that. */
const tellStill = (
  { write, work = '', asker }: SeatNeeds,
  still: readonly StillReason[],
  told: Set<string>,
): boolean => {
  const fresh = still.filter((reason) => !told.has(matterOf(reason)))
  for (const reason of fresh) {
    told.add(matterOf(reason))
    write(`Nothing goes on in ${work}: ${reason.why}.`)
  }
  const isStuck = still.length > 0 && still.every(({ needsPerson }) => needsPerson)
  if (isStuck && fresh.length > 0) {
    write('  `firm tell NAME "…"` has it tried again; `firm cancel ENACTMENT` ends it.')
  }
  return isStuck && !asker.isTerminal
}

const matterOf = ({ about, why }: StillReason): string => about ?? why

const byEnactment = (moves: readonly WaitingMove[]): readonly (readonly WaitingMove[])[] =>
  [...new Set(moves.map(({ enactment }) => enactment))].map((name) =>
    moves.filter(({ enactment }) => enactment === name),
  )

/** Shows an intent and takes the operator's word on it, unless they leave it or it no longer waits. */
const decide = async (
  { asker, write, signer, firm, operator, attending }: SeatNeeds,
  client: FirmClient,
  { intent, by, unfenced, messages, gate, content, preview, enactment }: HeldIntent,
): Promise<'answered' | 'left' | 'gone'> => {
  const who = unfenced ? `${by} [unfenced]` : by
  write(`${who} wants to send ${messages.join(' and ')} in ${enactment} (${gateWords(gate)}):`)
  for (const line of preview.split('\n')) write(`  | ${line}`)
  // A window that closes, or another screen that answers, takes the question away.
  const gone = attending?.goneSignal(intent)
  for (;;) {
    const said = await asker.ask('  a approves it, v vetoes it, Enter leaves it: ', gone)
    if (said === undefined && gone?.aborted === true) return 'gone'
    if (said === undefined || said === '') return 'left'
    if (/^a/i.test(said)) {
      const signature = await signer.sign(firm, 'approve', content)
      const approved = await client.call('approve', { intent, by: operator, signature })
      if (!approved.ok) write(`  ${approved.message}`)
      return 'answered'
    }
    if (/^v/i.test(said)) {
      const because = (await asker.ask('  Why not? ')) ?? ''
      const vetoed = await client.call('veto', { intent, by: operator, because })
      if (!vetoed.ok) write(`  ${vetoed.message}`)
      return 'answered'
    }
  }
}

const gateWords = (gate: string): string => (gate === 'veto' ? 'veto window' : 'approval')

/** Takes the operator's next step in an enactment; false where they leave it. */
const move = async (
  needs: SeatNeeds,
  client: FirmClient,
  moves: readonly WaitingMove[],
): Promise<boolean> => {
  const chosen = await choose(needs, moves)
  if (chosen === undefined) return false
  const facts = await fill(needs, chosen)
  if (facts === undefined) return false
  const { enactment, message } = chosen
  const acted = await client.call('act', { member: needs.operator, enactment, message, facts })
  if (acted.ok) return true
  needs.write(`  ${acted.message}`)
  if (acted.hint !== undefined) needs.write(`  ${acted.hint}`)
  // Whoever goes on unasked would be refused again and again.
  return !needs.goesOn
}

const isForeseen = (move: WaitingMove): boolean => {
  const facts = foreseen(move)
  return factsOf(move.schema).every(([name]) => name in facts)
}

const choose = async (
  { asker, write, goesOn }: SeatNeeds,
  moves: readonly WaitingMove[],
): Promise<WaitingMove | undefined> => {
  const [first] = moves
  if (first === undefined) return undefined
  if (goesOn && moves.length === 1 && isForeseen(first)) return first
  write(`It waits for you as ${first.role} in ${first.enactment}:`)
  for (const [place, { message, summary }] of moves.entries()) {
    write(`  ${place + 1}  ${message}: ${summary}`)
  }
  const listed = moves.length === 1 ? 'Enter does it' : `1 to ${moves.length} chooses`
  for (;;) {
    const said = await asker.ask(`  ${listed}, l leaves it: `)
    if (said === undefined || /^l/i.test(said)) return undefined
    const chosen = said === '' && moves.length === 1 ? first : moves[Number(said) - 1]
    if (chosen !== undefined) return chosen
  }
}

const fill = async (
  { asker }: SeatNeeds,
  chosen: WaitingMove,
): Promise<{ readonly [fact: string]: Json } | undefined> => {
  const facts: { [fact: string]: Json } = { ...foreseen(chosen) }
  for (const [name, schema] of factsOf(chosen.schema)) {
    if (name in facts) continue
    const asked = await askFact(asker, name, schema)
    if (asked === unanswered) return undefined
    facts[name] = asked
  }
  return facts
}
