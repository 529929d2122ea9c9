/**
 * Letters at a host: what is durable goes out, what comes in is judged by the kernel and acknowledged once that is
 * durable. Each step may be cut off and done again.
 */
import {
  arrivalName,
  type Letter,
  type LetterReceipt,
  type MessageReceived,
} from '../../kernel/index.ts'
import { parseValues } from '../finding.ts'
import type { Host } from '../host.ts'
import { codeFor } from '../version-code.ts'
import type { ForgeryCount } from './forgery-count.ts'
import { keptFacts, letterForm } from './whole-letter.ts'
import type { SignedLetter, SignedReceipt } from './wire.ts'

/**
 * Takes a letter in. The answer is its receipt, to be signed and sent back; undefined where the letter cannot be
 * judged yet, so that its sender must send it again, and where it is not its sender's.
 */
export const takeLetter = async (
  host: Host,
  { letter, signature }: SignedLetter,
  forgeries: Pick<ForgeryCount, 'judge'> = uncounted,
): Promise<LetterReceipt | undefined> => {
  const isKnown = letter.to !== host.state.name || host.state.arrived.has(arrivalName(letter))
  const misfit = misfitIn(host, letter)
  const facts = isKnown ? letter.facts : await keptFacts(host, { letter, signature })
  const given = misfit === undefined ? {} : { misfit }
  const received = { type: 'receive-message', letter, signature, facts, ...given } as const
  const verdict = await forgeries.judge(letter.from, (dropped) =>
    host.submit({ ...received, dropped }),
  )
  const event = verdict.events.find(({ type }) => type === 'message-received')
  return event?.type === 'message-received' ? receiptOf(letter, event) : receiptAgain(host, letter)
}

/** Takes the receipt of a letter in, after which it is sent no more. */
export const takeReceipt = async (
  host: Host,
  { receipt, signature }: SignedReceipt,
  forgeries: Pick<ForgeryCount, 'judge'> = uncounted,
): Promise<void> => {
  const told = { type: 'acknowledge-message', receipt, signature } as const
  await forgeries.judge(receipt.to, (dropped) => host.submit({ ...told, dropped }))
}

const uncounted: Pick<ForgeryCount, 'judge'> = {
  judge: async (_firm, judging) => await judging(0),
}

const receiptOf = (letter: Letter, { outcome, because }: MessageReceived): LetterReceipt => {
  const { from, to, sent, message } = letter
  return { from, to, sent, message, outcome, ...(because === undefined ? {} : { because }) }
}

// The receipt was lost, or the host died before it was sent.
const receiptAgain = ({ state }: Host, letter: Letter): LetterReceipt | undefined => {
  const { from, to, sent, message } = letter
  const outcome = letter.to === state.name ? state.arrived.get(arrivalName(letter)) : undefined
  return outcome === undefined ? undefined : { from, to, sent, message, outcome }
}

// What began under an earlier charter is judged by the schemas of that one (rule 10).
const misfitIn = (host: Host, letter: Letter): string | undefined => {
  const form = letterForm(host, letter)
  if (form === undefined) return undefined
  const code = codeFor(host.options, host.state, letter.enactment)
  const { facts, message, enactment } = letter
  const values = parseValues(code, form, { facts, message, enactment })
  return typeof values === 'string' ? values : undefined
}
