/** A wire of the simulation: by its seed it loses, repeats and reorders what it carries. */
import type { Random } from '../base/index.ts'
import type { Recipient, SignedLetter, SignedReceipt, Wire } from '../host/index.ts'

/** How a wire behaves. Probabilities are 0 to 1 and 0 unless told. */
export interface SimulatedWirePlan {
  readonly random: Random
  readonly lossProbability?: number
  readonly repeatProbability?: number
}

/** A wire that carries nothing until it is told to. */
export interface SimulatedWire extends Wire {
  /** Carries one thing that is on its way, whichever the seed picks; false where nothing is. */
  readonly carry: () => Promise<boolean>
  /** What happened on the way so far. */
  readonly counts: () => {
    readonly lost: number
    readonly repeated: number
    readonly carried: number
  }
}

type Parcel =
  | { readonly kind: 'letter'; readonly letter: SignedLetter }
  | { readonly kind: 'receipt'; readonly receipt: SignedReceipt }

/** Makes a wire with nothing on it. Whoever is not attached when something comes has lost it. */
export const simulatedWire = (plan: SimulatedWirePlan): SimulatedWire => {
  const { random, lossProbability = 0, repeatProbability = 0 } = plan
  const underway: Parcel[] = []
  const recipients = new Map<string, Recipient>()
  const counts = { lost: 0, repeated: 0, carried: 0 }
  const happens = (probability: number): boolean => random.integer(1_000) < probability * 1_000
  const post = async (parcel: Parcel): Promise<void> => {
    await Promise.resolve()
    underway.push(parcel)
    if (!happens(repeatProbability)) return
    counts.repeated += 1
    underway.push(parcel)
  }
  const carry = async (): Promise<boolean> => {
    if (underway.length === 0) return false
    const [parcel] = underway.splice(random.integer(underway.length), 1)
    const recipient = recipients.get(addressOf(parcel))
    if (parcel === undefined || recipient === undefined || happens(lossProbability)) {
      counts.lost += 1
      return true
    }
    counts.carried += 1
    // What was posted is text on the way, so that nobody holds what the other firm holds.
    await hand(recipient, structuredClone(parcel))
    return true
  }
  return {
    send: async (letter) => await post({ kind: 'letter', letter }),
    acknowledge: async (receipt) => await post({ kind: 'receipt', receipt }),
    attach: (firm, recipient) => {
      recipients.set(firm, recipient)
      return () => {
        if (recipients.get(firm) === recipient) recipients.delete(firm)
      }
    },
    carry,
    counts: () => ({ ...counts }),
  }
}

const addressOf = (parcel: Parcel | undefined): string =>
  parcel?.kind === 'letter' ? parcel.letter.letter.to : (parcel?.receipt.receipt.from ?? '')

const hand = async (recipient: Recipient, parcel: Parcel): Promise<void> =>
  parcel.kind === 'letter'
    ? await recipient.deliver(parcel.letter)
    : await recipient.acknowledge(parcel.receipt)
