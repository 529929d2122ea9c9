/** Two staged firms that enact one protocol apart, with nothing between their kernels but letters. */
import type { LetterReceipt } from '../kernel/index.ts'
import { arriving, returning } from './test-firm.ts'
import { type StagedFirm, stageFirm, type Staging } from './staged-firm.ts'
import { terseForm } from './terse-form.ts'

/** One side: its members, and the roles that it holds; all others are the other side's. */
export interface Side {
  readonly members: Staging['members']
  readonly holds: readonly string[]
}

/** What the pair is made of. */
export interface PairStaging {
  readonly protocol: string
  readonly acme: Side
  readonly bolt: Side
}

/** The two firms. */
export interface StagedPair {
  readonly acme: StagedFirm
  readonly bolt: StagedFirm
  /** Carries every letter that waits, and its receipt back; says what became of each. */
  readonly carry: () => readonly string[]
  readonly wait: (ms: number) => void
}

/** Founds both. */
export const stagePair = (staging: PairStaging): StagedPair => {
  const acme = sideOf(staging, 'acme', 'bolt')
  const bolt = sideOf(staging, 'bolt', 'acme')
  return {
    acme,
    bolt,
    carry: () => [...deliver(acme, bolt), ...deliver(bolt, acme)],
    wait: (ms) => {
      acme.wait(ms)
      bolt.wait(ms)
    },
  }
}

const sideOf = (staging: PairStaging, name: 'acme' | 'bolt', other: string): StagedFirm => {
  const { members, holds } = staging[name]
  const form = terseForm(staging.protocol)
  const elsewhere = form.roles.filter((role) => !holds.includes(role.name))
  const apart = { [form.name]: Object.fromEntries(elsewhere.map((role) => [role.name, other])) }
  return stageFirm({ name, protocols: [staging.protocol], members, apart })
}

const deliver = (from: StagedFirm, to: StagedFirm): readonly string[] =>
  [...from.state.outbox.values()].flatMap((letter) => {
    const verdict = to.run(arriving(letter))
    const received = verdict.events.find((event) => event.type === 'message-received')
    if (received === undefined) return []
    const { outcome, because } = received
    const receipt: LetterReceipt = { ...letter, outcome, ...(because && { because }) }
    from.run(returning(receipt))
    return [`${from.state.name} ${letter.message}: ${outcome}`]
  })
