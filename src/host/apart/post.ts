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
import { parseFact } from '../../protocol/index.ts'
import type { Host } from '../host.ts'
import { contentNamedIn, factsWithoutContentNames } from '../outside-value.ts'
import type { SignedLetter, SignedReceipt } from './wire.ts'

/**
 * Takes a letter in. The answer is its receipt, to be signed and sent back; undefined where the letter cannot be
 * judged yet, so that its sender must send it again, and where it is not its sender's.
 */
export const takeLetter = async (
  host: Host,
  { letter, signature }: SignedLetter,
): Promise<LetterReceipt | undefined> => {
  const misfit = contentNamedIn(letter.facts) ?? misfitIn(host, letter)
  const facts = factsWithoutContentNames(letter.facts)
  const given = misfit === undefined ? {} : { misfit }
  const verdict = await host.submit({ type: 'receive-message', letter, signature, facts, ...given })
  const received = verdict.events.find((event) => event.type === 'message-received')
  return received === undefined ? receiptAgain(host, letter) : receiptOf(letter, received)
}

/** Takes the receipt of a letter in, after which it is sent no more. */
export const takeReceipt = async (
  host: Host,
  { receipt, signature }: SignedReceipt,
): Promise<void> => {
  await host.submit({ type: 'acknowledge-message', receipt, signature })
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

const misfitIn = (host: Host, { protocol, facts }: Letter): string | undefined => {
  const misfits = Object.entries(facts).flatMap(([name, value]) => {
    const schema = host.options.staff.schemaOf(protocol, name)
    const parsed = schema === undefined ? undefined : parseFact(schema, value, name)
    return parsed === undefined || parsed.ok ? [] : [parsed.message]
  })
  return misfits.length === 0 ? undefined : misfits.join('; ')
}
