/** The correspondence of a host: every letter that waits is sent, and sent again until its receipt has come. */
import { type Instant, later } from '../../base/index.ts'
import { type Letter, letterText, outgoingName, receiptText } from '../../kernel/index.ts'
import type { Host } from '../host.ts'
import { type ForgeryCount, openForgeryCount } from './forgery-count.ts'
import { takeLetter, takeReceipt } from './post.ts'
import { wholeLetter } from './whole-letter.ts'
import type { Recipient, Wire } from './wire.ts'

/** How long a letter waits for its receipt before it is sent again. */
const resendMs = 5_000

/** How a correspondence runs. */
export interface CorrespondenceOptions {
  readonly wire: Wire
  /** Signs a text with the firm's key: hex. */
  readonly sign: (text: string) => string
  /** Hears of what threw; it is tried again. */
  readonly failed: (cause: unknown) => void
}

/** A correspondence that runs until it is stopped. */
export interface Correspondence {
  readonly stop: () => void
}

/** Attaches a host to the wire. A copy of a firm attaches to none: others speak with the firm itself. */
export const startCorrespondence = (
  host: Host,
  { wire, sign, failed }: CorrespondenceOptions,
): Correspondence => {
  const { clock } = host.options
  const sentAt = new Map<string, Instant>()
  let cancelTimer: () => void = () => undefined
  const sendWhole = async (letter: Letter): Promise<void> => {
    const whole = await wholeLetter(host, letter)
    await wire.send({ letter: whole, signature: sign(letterText(whole)) })
  }
  const send = (letter: Letter): void => {
    sentAt.set(outgoingName(letter), clock.now())
    sendWhole(letter).catch(failed)
  }
  const pump = (): void => {
    cancelTimer()
    if (!host.isOpen) return
    const waiting = host.outbox()
    const names = new Set(waiting.map(outgoingName))
    for (const name of sentAt.keys()) if (!names.has(name)) sentAt.delete(name)
    for (const letter of waiting) {
      const last = sentAt.get(outgoingName(letter))
      if (last === undefined || later(last, resendMs) <= clock.now()) send(letter)
    }
    if (waiting.length > 0) cancelTimer = clock.schedule(later(clock.now(), resendMs), pump)
  }
  const forgeries = openForgeryCount(host, failed)
  const detach = wire.attach(host.state.name, recipientOf(host, { wire, sign, forgeries }))
  const unsubscribe = host.onChange(pump)
  pump()
  return {
    stop: () => {
      cancelTimer()
      unsubscribe()
      forgeries.stop()
      detach()
    },
  }
}

interface Counting {
  readonly forgeries: ForgeryCount
}

const recipientOf = (
  host: Host,
  { wire, sign, forgeries }: Pick<CorrespondenceOptions, 'wire' | 'sign'> & Counting,
): Recipient => ({
  deliver: async (letter) => {
    const receipt = await takeLetter(host, letter, forgeries)
    if (receipt === undefined) return
    await wire.acknowledge({ receipt, signature: sign(receiptText(receipt)) })
  },
  acknowledge: async (receipt) => await takeReceipt(host, receipt, forgeries),
})
