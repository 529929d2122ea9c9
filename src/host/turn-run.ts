/** One turn, from the snapshot to the kernel's answer: opened, thought about, concluded. */
import { hash as digest } from 'node:crypto'
import { type Hash, isJsonObject, type Json, later } from '../base/index.ts'
import type {
  BriefTokens,
  Chosen,
  DueTurn,
  OpenTurnState,
  Premise,
  Use,
  Verdict,
} from '../kernel/index.ts'
import {
  boundNames,
  brokenPremises,
  isTurnLost,
  leasedPaths,
  messageOf,
  turnMsMax,
} from '../kernel/index.ts'
import { briefWithContent, readFromContent } from './content-value.ts'
import { commitFacts, findOut, type Found, repositoryOf } from './finding.ts'
import type { Host, RunningTurn } from './host.ts'
import type { VersionCode } from './host-options.ts'
import type {
  ChosenMessage,
  Mind,
  MindAnswer,
  ScratchKey,
  TurnView,
  Workplace,
} from './ports/index.ts'
import { submitWithPreviews } from './preview.ts'
import { viewOf } from './turn-view.ts'
import { codeFor } from './version-code.ts'

/** A turn that is open, and nothing else yet. */
export interface BegunTurn {
  readonly turn: OpenTurnState
  /** When the book has it. A script may think before: what it thinks is gone with the process. */
  readonly durable: Promise<void>
}

/** A turn that is open, with what its member is shown. */
export interface OpenedTurn extends BegunTurn {
  readonly view: TurnView
  /** What the tokens of its brief were. */
  readonly briefTokens: BriefTokens
  /** Whether the ledger alone says what its brief says. */
  readonly isBriefOfLedger: boolean
  readonly workplace: Workplace
}

/** A turn that was thought about. `noted` are the premises that broke on the way and that the mind was told. */
export interface ThoughtTurn extends OpenedTurn {
  readonly answer: MindAnswer
  readonly noted: readonly Premise[]
  /** Whether it was stopped since it could commit nothing any more. */
  readonly wasLost: boolean
}

/** Begins a due turn; undefined where the kernel does not let it, or it is no longer due. */
export const beginTurn = (host: Host, due: DueTurn): BegunTurn | undefined => {
  const { verdict, durable } = host.hand({ type: 'open-turn', ...due })
  const opened = verdict.events.find((event) => event.type === 'turn-opened')
  const turn = host.state.turns.get(opened?.turn ?? '')
  return turn === undefined ? undefined : { turn, durable }
}

/** Begins a due turn and prepares it. */
export const openTurn = async (host: Host, due: DueTurn): Promise<OpenedTurn | undefined> => {
  const begun = beginTurn(host, due)
  return begun === undefined ? undefined : await prepareTurn(host, begun)
}

/** Makes the member's worktree and its brief; what fails may be tried again. */
export const prepareTurn = async (host: Host, begun: BegunTurn): Promise<OpenedTurn> => {
  const { turn, durable } = begun
  const isScript = mindOf(host, turn)?.kind === 'script'
  // A worktree outlives the process, and so does whatever a program does.
  if (!isScript || scratchKey(host, turn) !== undefined) await durable
  const { recollection } = host.options
  const workplace = await workplaceOf(host, turn)
  const { member, enactment, role } = turn
  const ask = { member, enactment, role, turn: turn.id, worktree: workplace.notes ?? [] }
  let isBriefOfLedger = true
  const { tokensBy, ...brief } = await briefWithContent(host.options.content, (read) => {
    const contentOf = (name: Hash): Json | undefined => {
      isBriefOfLedger = false
      return read(name)
    }
    return recollection.brief(host.state, { ...ask, contentOf })
  })
  const view = await withContent(host, viewOf(host.state, turn, brief))
  return { turn, view, briefTokens: tokensBy, isBriefOfLedger, workplace, durable }
}

const mindOf = (host: Host, { member, enactment }: DueTurn): Mind | undefined =>
  codeFor(host.options, host.state, enactment).mindOf(member)

const scratchesFor = (host: Host, { enactment }: DueTurn): VersionCode['scratches'] =>
  codeFor(host.options, host.state, enactment).scratches

// What stands in content is read for whoever may read the fact.
const withContent = async (host: Host, view: TurnView): Promise<TurnView> => {
  const known = await readFromContent(host.options.content, view.known)
  return isJsonObject(known) ? { ...view, known } : view
}

const scratchKey = (host: Host, turn: OpenTurnState): ScratchKey | undefined => {
  const form = host.state.open.get(turn.enactment)?.machine.form
  const environment = form === undefined ? undefined : repositoryOf(form)
  if (awaitsLease(host, turn)) return undefined
  if (mindOf(host, turn)?.looksInto === 'nothing') return undefined
  if (environment === undefined || !scratchesFor(host, turn).has(environment)) return undefined
  return { environment, enactment: turn.enactment, member: turn.member }
}

// Who still waits for a lease has no worktree yet: it would stand on what the holder is about to change.
const awaitsLease = (host: Host, turn: OpenTurnState): boolean => {
  const enactment = host.state.open.get(turn.enactment)
  return enactment?.machine.leases.some(({ name }) => !enactment.sent.has(name)) ?? false
}

const workplaceOf = async (host: Host, turn: OpenTurnState): Promise<Workplace> => {
  const { staff, markOf } = host.options
  const mark = markOf?.(turn.id)
  const variables = staff.variablesOf(turn.member)
  const plain = { variables, ...(mark === undefined ? {} : { mark }) }
  const key = scratchKey(host, turn)
  const scratch = scratchesFor(host, turn).get(key?.environment ?? '')
  if (key === undefined || scratch === undefined) return plain
  const { folder, notes } = await scratch.open(
    key,
    aboutOf(host, turn),
    mindOf(host, turn)?.looksInto,
  )
  const delivered = deliveredCommit(host, turn)
  if (delivered !== undefined) await scratch.checkOut(key, delivered)
  return { ...plain, folder, notes }
}

// Where the whole is not laid out, there is what the work holds.
const aboutOf = ({ state }: Host, { enactment }: OpenTurnState): readonly string[] =>
  leasedPaths(state, state.open.get(enactment)?.root ?? enactment)

// Whoever did not write the delivered commit sees it in its own worktree; the author keeps its work.
const deliveredCommit = (host: Host, turn: OpenTurnState): string | undefined => {
  const enactment = host.state.open.get(turn.enactment)
  if (enactment === undefined) return undefined
  for (const name of commitFacts(enactment.machine.form)) {
    const bound = enactment.facts.get(name)
    if (bound !== undefined && bound.by !== turn.member && typeof bound.value === 'string') {
      return bound.value
    }
  }
  return undefined
}

/** Lets the member's mind think. Breaks reach it while it does; one that throws or never answers gave nothing. */
export const think = async (host: Host, opened: OpenedTurn): Promise<ThoughtTurn> => {
  const { turn } = opened
  const { faults, clock } = host.options
  const running = host.begin(turn.id)
  const noted = new Map<string, Premise>()
  const startedAt = clock.now()
  // Whatever its mind's own limits are: one that never answers has not answered.
  const limitMs = turnMsMax(host.state, turn.member)
  const nothing = (why: string): MindAnswer => ({
    kind: 'nothing',
    why,
    use: { ms: clock.now() - startedAt },
  })
  let cancelLimit: () => void = () => undefined
  const limit = new Promise<MindAnswer>((resolve) => {
    cancelLimit = clock.schedule(later(startedAt, limitMs), () => {
      running.stop.abort()
      resolve(nothing(`it did not answer within ${limitMs / 60_000} minutes`))
    })
  })
  try {
    faults.reach('host: before mind')
    const answer = await Promise.race([ask(host, opened, { running, noted }), limit])
    faults.reach('host: after mind')
    // A mind is somebody's code, whatever its type says.
    const said = isAnswer(answer) ? answer : nothing('the mind answered what is no answer')
    return { ...opened, answer: said, noted: [...noted.values()], wasLost: running.isLost }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const answer = nothing(`the mind threw: ${why}`)
    return { ...opened, answer, noted: [], wasLost: running.isLost }
  } finally {
    cancelLimit()
    host.finish(turn.id)
  }
}

const isAnswer = (answer: unknown): answer is MindAnswer => {
  if (!isJsonObject(answer)) return false
  const { kind, messages, use } = answer
  if (kind === 'left-open') return true
  if (!isJsonObject(use)) return false
  return kind === 'send' ? Array.isArray(messages) : kind === 'pass' || kind === 'nothing'
}

const ask = async (
  host: Host,
  { turn, view, workplace }: OpenedTurn,
  at: { readonly running: RunningTurn; readonly noted: Map<string, Premise> },
): Promise<MindAnswer> => {
  if (at.running.isLost) {
    return { kind: 'nothing', why: 'it was over before it began', use: { ms: 0 } }
  }
  const mind = mindOf(host, turn)
  if (mind === undefined) {
    return { kind: 'nothing', why: `${turn.member} has no mind`, use: { ms: 0 } }
  }
  return await mind.take(view, workplace, {
    stop: at.running.stop.signal,
    onBreak: (told) => {
      at.running.told.add((sentence) => {
        for (const broken of brokenPremises(host.state, turn.premises)) {
          at.noted.set(broken.path, broken)
        }
        told(sentence)
      })
    },
  })
}

/** Hands the answer to the kernel: sent, held, refused, passed or failed. What fails may be tried again. */
export const conclude = async (host: Host, thought: ThoughtTurn): Promise<Verdict | undefined> => {
  const verdict = await concluded(host, thought)
  await thought.durable
  return verdict
}

const concluded = async (host: Host, thought: ThoughtTurn): Promise<Verdict | undefined> => {
  const { turn, answer } = thought
  if (answer.kind === 'left-open' || !host.state.turns.has(turn.id)) return undefined
  if (answer.kind !== 'send') return await endUnsaid(host, thought, answer)
  const found: Found[] = []
  for (const message of answer.messages) {
    const chosen = await withCommit(host, thought, withoutKept(host, chosenOf(turn, message)))
    const { member, enactment } = turn
    found.push(await findOut(host.options, host.state, { chooser: { member, enactment }, chosen }))
  }
  return await commit(host, thought, {
    found,
    use: useOf(thought, answer.use),
    cites: answer.cites,
  })
}

/**
 * Ends a turn in which nothing was said. Who was stopped has not passed: the kernel refuses the turn, so that its
 * member is asked again once it may speak; where it may already, it is asked at once.
 */
const endUnsaid = async (
  host: Host,
  thought: ThoughtTurn,
  { kind, why, use: used }: Exclude<MindAnswer, { readonly kind: 'send' | 'left-open' }>,
): Promise<Verdict> => {
  const { turn } = thought
  const use = useOf(thought, used)
  const hasWork = turn.enactment === '' || host.state.open.has(turn.enactment)
  const wasStopped = thought.wasLost && hasWork
  if (wasStopped && isTurnLost(host.state, turn)) {
    return await commit(host, thought, { found: [], use, cites: [] })
  }
  const how = kind === 'pass' && !wasStopped ? 'passed' : 'failed'
  return await host.submit({ type: 'end-turn', turn: turn.id, how, why, use })
}

const useOf = ({ view, briefTokens, isBriefOfLedger }: ThoughtTurn, use: Use): Use => ({
  ...use,
  briefBytes: Buffer.byteLength(view.brief.text),
  ...(isBriefOfLedger ? { briefHash: digest('sha256', view.brief.text, 'hex') } : {}),
  briefTokens,
})

const chosenOf = (turn: OpenTurnState, message: ChosenMessage): Chosen => ({
  enactment: message.opens === undefined ? turn.enactment : '',
  message: message.message,
  facts: message.facts,
  ...(message.opens === undefined ? {} : { opens: message.opens }),
})

// A round's first message keeps facts of the round before: who says them again says nothing new.
const withoutKept = (host: Host, chosen: Chosen): Chosen => {
  const enactment = host.state.open.get(chosen.enactment)
  const index = enactment?.machine.messageNamed.get(chosen.message)
  if (enactment === undefined || index === undefined || enactment.course.first !== index) {
    return chosen
  }
  const bound = boundNames(enactment, messageOf(enactment.machine, chosen.message))
  const facts = Object.fromEntries(
    Object.entries(chosen.facts).filter(([name]) => bound.includes(name)),
  )
  return { ...chosen, facts }
}

// A commit that was left out is the head of the member's worktree; what is not committed yet is, in its name.
const withCommit = async (host: Host, thought: ThoughtTurn, chosen: Chosen): Promise<Chosen> => {
  const { turn } = thought
  const form = host.state.open.get(chosen.enactment)?.machine.form
  const key = scratchKey(host, turn)
  const scratch = scratchesFor(host, turn).get(key?.environment ?? '')
  if (form === undefined || key === undefined || scratch === undefined) return chosen
  const bound = (form.messages[chosen.message]?.out ?? []).map(({ fact }) => fact)
  const left = commitFacts(form).filter((name) => bound.includes(name) && !(name in chosen.facts))
  if (left.length === 0) return chosen
  const { head } = await scratch.commitAll(key, `${turn.enactment}: ${chosen.message}`)
  const facts: { [name: string]: Json } = { ...chosen.facts }
  for (const name of left) facts[name] = head
  return { ...chosen, facts }
}

const commit = async (
  host: Host,
  thought: ThoughtTurn,
  judged: {
    readonly found: readonly Found[]
    readonly use: Use
    readonly cites: readonly string[]
  },
): Promise<Verdict> => {
  const { staff, recollection } = host.options
  const { turn, noted } = thought
  const { use, cites, found } = judged
  const request = {
    type: 'commit-turn' as const,
    turn: turn.id,
    chosen: found.map((one) => one.chosen),
    cites,
    noted,
    use,
    verdicts: found.map((one) => one.verdict),
    records: recollection.records(),
    unfenced: staff.unfenced.has(turn.member),
  }
  return await submitWithPreviews(host, request, found)
}
