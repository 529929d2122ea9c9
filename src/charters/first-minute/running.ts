/** Running the first minute on a host: founded once, then step after step until nothing is due. */
import { hashOf } from '../../base/index.ts'
import { afterLastAct, charterHash, type DueTurn } from '../../kernel/index.ts'
import { type Host, type Stepping, takeStep } from '../../host/index.ts'
import { companyCharter, operatorName } from './company.ts'
import { type Operator, operatorMoves } from './operator-moves.ts'
import { job, taskJson } from './protocols.ts'
import { rankOf, type TaskPlan } from './tasks.ts'

/** What a run is made of. */
export interface MinutePlan {
  readonly seed: number
  readonly tasks: TaskPlan
  /** The operator's public key. */
  readonly operatorKey: string
}

/** Runs until nothing is due; a host that died in between goes on where it was. */
export const runMinute = async (
  host: Host,
  plan: MinutePlan,
  operator: Operator,
): Promise<void> => {
  await found(host, plan, operator)
  const between = operatorMoves(host, operator)
  const stepping: Stepping = { order: drawnOrder(plan), between }
  do await between()
  while (await takeStep(host, stepping))
}

// Each step of the founding is made once: a host that died between two of them goes on with the next.
const found = async (host: Host, plan: MinutePlan, operator: Operator): Promise<void> => {
  const { operatorKey } = plan
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm: 'first-minute', operatorKey })
    await host.submit({ type: 'start-host', process: host.options.process })
  }
  if (host.state.charter === undefined) {
    const charter = companyCharter(false)
    const signature = await operator.sign('apply', afterLastAct(host.state, charterHash(charter)))
    await host.submit({ type: 'adopt-charter', charter, by: operatorName, signature })
  }
  const asked = [...host.state.used].some((name) => name.startsWith(`${job.name}:`))
  if (!asked) await ask(host, plan)
}

const ask = async (host: Host, plan: MinutePlan): Promise<void> => {
  const tasks = [...plan.tasks.first, plan.tasks.again].map(({ task, ...assigned }) => ({
    ...assigned,
    task: taskJson(task),
  }))
  await host.submit({
    type: 'act-as-member',
    member: operatorName,
    chosen: [{ enactment: '', message: 'ask', facts: { job: 'minute', tasks }, opens: job.name }],
    cites: [],
    verdicts: [],
    records: [],
  })
}

/**
 * Turns that are due together are judged in an order drawn from seed, task and member, never by arrival. What two
 * engineers want at once comes first, then what needs a decision, then the rest.
 */
export const drawnOrder = (plan: MinutePlan) => {
  const ranks = new Map(plan.tasks.first.map(({ work, task }) => [work, rankOf(task)]))
  return (due: readonly DueTurn[]): readonly DueTurn[] =>
    due
      .map((turn) => ({
        turn,
        rank: ranks.get(turn.enactment.replace(/^[^:]*:/, '').replace(/~\d+$/, '')) ?? 0,
        draw: hashOf(`${plan.seed}|${turn.enactment}|${turn.member}`),
      }))
      .toSorted((a, b) => a.rank - b.rank || (a.draw < b.draw ? -1 : 1))
      .map(({ turn }) => turn)
}
