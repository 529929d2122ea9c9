/**
 * One effect, once: its start is in the ledger before, its receipt after. Between the two lies the only doubt
 * there is, and it is settled by asking the environment, never by guessing (invariant 7).
 */
import { FirmError, isJsonObject, present } from '../base/index.ts'
import type { DueEffect } from '../kernel/index.ts'
import { readFromContent } from './content-value.ts'
import { type FoundOrder, orderOf } from './effect-order.ts'
import type { Host } from './host.ts'
import { factsWithoutContentNames } from './outside-value.ts'
import { withoutPersonal } from './personal-receipt.ts'
import type { EffectOrder, EffectOutcome, EnvironmentPort } from './ports/index.ts'
import { codeFor } from './version-code.ts'

const environmentOf = (host: Host, { enactment, effect }: DueEffect): EnvironmentPort => {
  const message = present(enactment.machine.messages[effect.message], 'an effect has a message')
  const does = present(enactment.machine.form.messages[message.name]?.does, 'it does something')
  const { environments } = codeFor(host.options, host.state, enactment.id)
  return present(environments.get(does.environment), 'the host opened it')
}

/**
 * Settles a due effect. One that this process did not start itself is asked about first: it may have happened
 * before a crash. What cannot be told waits for the operator.
 */
export const settleEffect = async (
  host: Host,
  due: DueEffect,
  options: { readonly startedHere: boolean },
): Promise<void> => {
  const environment = environmentOf(host, due)
  await host.fence(environment)
  if (due.undo) return await settleUndo(host, due, environment)
  const { faults } = host.options
  const found = await orderOf(host, due)
  const { order } = found
  const outcome = options.startedHere
    ? await act(host, environment, found)
    : await askFirst(host, environment, found)
  if (outcome === undefined) return
  faults.reach('host: before receipt')
  const said =
    outcome.kind === 'failed' ? { ...outcome.receipt, why: outcome.why } : outcome.receipt
  // A receipt is never refused, so what it may not say is left out of it.
  const receipt = await withoutPersonal(host, due, factsWithoutContentNames(said))
  const finality =
    outcome.kind === 'done' ? await environment.finalityOf?.(outcome.receipt) : undefined
  // A receipt that fell before it was written is none: the effect stays due, and is asked about.
  if (finality === 'gone') return
  await host.submit({
    type: 'settle-effect',
    effect: order.key,
    outcome: outcome.kind,
    receipt,
    ...(finality === undefined ? {} : { finality }),
  })
  faults.reach('host: after receipt')
}

const act = async (
  host: Host,
  environment: EnvironmentPort,
  { order, lost }: FoundOrder,
): Promise<EffectOutcome | undefined> => {
  if (lost !== undefined) return { kind: 'failed', why: lost, receipt: {} }
  const { faults } = host.options
  faults.reach('host: before effect')
  try {
    const outcome = await environment.perform(order)
    faults.reach('host: after effect')
    return outcome
  } catch (cause) {
    return await afterLostAnswer(host, environment, { order, cause })
  }
}

// Whoever threw may have acted before: it is asked, and only what surely did not happen is tried again, later.
const afterLostAnswer = async (
  host: Host,
  environment: EnvironmentPort,
  lost: { readonly order: EffectOrder; readonly cause: unknown },
): Promise<EffectOutcome | undefined> => {
  const answer = await environment.ask(lost.order)
  if (answer.kind === 'done' || answer.kind === 'failed') return answer
  if (answer.kind === 'not-started') throw lost.cause
  await host.submit({ type: 'doubt-effect', effect: lost.order.key, why: answer.why })
  return undefined
}

const askFirst = async (
  host: Host,
  environment: EnvironmentPort,
  found: FoundOrder,
): Promise<EffectOutcome | undefined> => {
  const { order } = found
  const answer = await environment.ask(order)
  if (answer.kind === 'done' || answer.kind === 'failed') return answer
  if (answer.kind === 'not-started') {
    await requireGone(host, environment, order)
    return await act(host, environment, found)
  }
  await host.submit({ type: 'doubt-effect', effect: order.key, why: answer.why })
  return undefined
}

/**
 * Asking settles a doubt only where whoever started the effect can no longer act: it is dead, or the environment refuses
 * it. One that was silent and then replaced may wake between our asking and our acting, so the effect waits for its end.
 */
const requireGone = async (
  host: Host,
  environment: EnvironmentPort,
  order: EffectOrder,
): Promise<void> => {
  if (environment.fence !== undefined) return
  const replaced = await host.options.store.hosting.replaced()
  if (replaced !== undefined) throw new EarlierHostLivesError(replaced, order)
}

const settleUndo = async (
  host: Host,
  due: DueEffect,
  environment: EnvironmentPort,
): Promise<void> => {
  const { faults } = host.options
  const { order } = await orderOf(host, due)
  await requireGone(host, environment, order)
  faults.reach('host: before undo')
  const done = await readFromContent(host.options.content, due.effect.receipt ?? {})
  const receipt = await environment.undo(order, isJsonObject(done) ? done : {})
  faults.reach('host: after undo')
  const kept = await withoutPersonal(host, due, factsWithoutContentNames(receipt))
  await host.submit({ type: 'settle-undo', effect: order.key, receipt: kept })
}

/** An effect waits because a host that was replaced may still wake and perform it. */
export class EarlierHostLivesError extends FirmError {
  override readonly name = 'EarlierHostLivesError'

  constructor(replaced: string, { verb, enactment, message }: EffectOrder) {
    super(
      'earlier-host-lives',
      `${verb} of ${message} in ${enactment} waits: ${replaced} was replaced while it was silent, and may still do it`,
      {
        hint: `End the process of ${replaced}, which is stopped or hangs; the effect then goes on by itself.`,
        data: { replaced, enactment, message },
      },
    )
  }
}
