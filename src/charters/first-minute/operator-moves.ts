/**
 * What you do in the first minute: each move falls at a named event of the ledger, never at a time. You are asked
 * through a port, so that a terminal, a file of answers and a test are the same to the firm.
 */
import {
  afterLastAct,
  charterHash,
  type Enactment,
  type Intent,
  intentContent,
} from '../../kernel/index.ts'
import type { Host } from '../../host/index.ts'
import { companyCharter, newcomer, operatorName } from './company.ts'
import { change, decision, job } from './protocols.ts'
import { deadLinks } from './tasks.ts'

/** What may be asked of you. `undefined` leaves a move out. */
export interface Operator {
  readonly answer: (question: string, answers: readonly string[]) => Promise<string | undefined>
  readonly change: (topic: string, now: string) => Promise<string | undefined>
  readonly judge: (intent: Intent, preview: string) => Promise<Judgement>
  /** Signs with your key what lets something happen. */
  readonly sign: (verb: string, what: string) => Promise<string>
}

/** What you say of an intent. */
export type Judgement =
  | { readonly kind: 'approve' }
  | { readonly kind: 'veto'; readonly because: string }
  /** It stays where it is: you may not be there any more. */
  | { readonly kind: 'leave' }

/** Makes the moves that are due; called between any two steps of the host. */
export const operatorMoves = (host: Host, operator: Operator): (() => Promise<void>) => {
  // What you left open once is not asked again while this process lives.
  const leftOpen = new Set<string>()
  return async () => {
    await answerQuestions(host, operator, leftOpen)
    await changeAnswer(host, operator, leftOpen)
    await judgeIntents(host, operator, leftOpen)
    await hireNewcomer(host, operator)
  }
}

const openOf = (host: Host, protocol: string): readonly Enactment[] =>
  [...host.state.open.values()].filter((enactment) => enactment.protocol === protocol)

const answerQuestions = async (
  host: Host,
  operator: Operator,
  leftOpen: Set<string>,
): Promise<void> => {
  for (const enactment of openOf(host, decision.name)) {
    const proposal = enactment.facts.get('proposal')?.value
    if (proposal === undefined || leftOpen.has(enactment.id)) continue
    const { text, answers } = proposal as { text: string; answers: readonly string[] }
    const decided = await operator.answer(text, answers)
    if (decided === undefined) leftOpen.add(enactment.id)
    else await act(host, { enactment: enactment.id, message: 'ratify', facts: { decided } })
  }
}

// The moment is the first delivery that rests on the first answer: late enough that there is work to stop.
const changeAnswer = async (
  host: Host,
  operator: Operator,
  leftOpen: Set<string>,
): Promise<void> => {
  const path = `decision/${deadLinks}`
  const standing = host.state.standing.get(path)
  if (standing?.version !== 1 || leftOpen.has(path) || typeof standing.value !== 'string') return
  const delivered = openOf(host, change.name).some(
    (enactment) => enactment.facts.has('result') && enactment.rests.has(path),
  )
  if (!delivered) return
  leftOpen.add(path)
  const decided = await operator.change(deadLinks, standing.value)
  if (decided === undefined || decided === standing.value) return
  const facts = { question: `${deadLinks}-again`, topic: deadLinks, decided }
  await act(host, { enactment: '', message: 'rule', facts, opens: decision.name })
}

const judgeIntents = async (
  host: Host,
  operator: Operator,
  leftOpen: Set<string>,
): Promise<void> => {
  for (const intent of host.state.intents.values()) {
    if (intent.gate.kind !== 'approval' || leftOpen.has(intent.id)) continue
    const judged = await operator.judge(intent, await previewOf(host, intent))
    if (judged.kind === 'leave') leftOpen.add(intent.id)
    else if (judged.kind === 'veto') {
      const { because } = judged
      await host.submit({
        type: 'veto-intent',
        intent: intent.id,
        by: operatorName,
        because,
        forGood: true,
      })
    } else {
      const signature = await operator.sign('approve', intentContent(intent))
      const records = host.options.recollection.records()
      await host.submit({
        type: 'approve-intent',
        intent: intent.id,
        by: operatorName,
        signature,
        records,
      })
    }
  }
}

const previewOf = async (host: Host, intent: Intent): Promise<string> => {
  if (intent.preview === undefined) return ''
  const found = await host.options.content.get(
    intent.preview as Parameters<typeof host.options.content.get>[0],
  )
  return found.ok ? new TextDecoder().decode(found.value) : found.message
}

// The newcomer comes once the contested file was tried, so that there is something to learn from.
const hireNewcomer = async (host: Host, operator: Operator): Promise<void> => {
  if (host.state.members.has(newcomer)) return
  const tried = openOf(host, job.name).some((enactment) => hasEndedPart(enactment))
  if (!tried) return
  const charter = companyCharter(true)
  const signature = await operator.sign('apply', afterLastAct(host.state, charterHash(charter)))
  await host.submit({ type: 'adopt-charter', charter, by: operatorName, signature })
}

const failedBranch = 3

// A part that failed is what a newcomer could do better; where none did, it comes once all parts have ended.
const hasEndedPart = ({ course, machine }: Enactment): boolean => {
  const parts = machine.factNamed.get('parts') ?? -1
  const endings = course.cohorts.map(({ facts }) => facts[parts] ?? 0)
  const hasEnded = endings.length > 0 && endings.every((ending) => ending > 0)
  return hasEnded || endings.includes(failedBranch)
}

const act = async (
  host: Host,
  chosen: {
    readonly enactment: string
    readonly message: string
    readonly facts: { readonly [name: string]: string }
    readonly opens?: string
  },
): Promise<void> => {
  await host.submit({
    type: 'act-as-member',
    member: operatorName,
    chosen: [chosen],
    cites: [],
    verdicts: [],
    records: host.options.recollection.records(),
  })
}
