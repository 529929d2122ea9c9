/** The events that belong to one piece of work: its chain of rounds, its parts, and what waits at their gates. */
import type { Json } from '../../base/index.ts'
import type { LogLine, ToldLine } from '../../api/index.ts'

/** How a piece of work came out. */
export interface WorkEnd {
  readonly as: string
  /** What the last effect of it left, such as a merge. */
  readonly receipt: { readonly [name: string]: Json } | undefined
}

/** What is known of one piece of work, from the events that were told. */
export interface WorkTrail {
  /** Whether an event belongs to the work; each is handed over once and in order. */
  readonly take: (told: ToldLine) => boolean
  readonly end: () => WorkEnd | undefined
}

/** The trail of the work that began with this enactment. */
export const openTrail = (root: string): WorkTrail => {
  const enactments = new Set([root])
  const intents = new Set<string>()
  const turns = new Set<string>()
  let end: WorkEnd | undefined
  let receipt: WorkEnd['receipt']
  const belongs = ({ enactment, more }: LogLine): boolean =>
    (enactment !== null && enactments.has(enactment)) ||
    enactments.has(textIn(more['parent'])) ||
    intents.has(textIn(more['intent'])) ||
    turns.has(textIn(more['turn']))
  return {
    take: ({ line }) => {
      if (!belongs(line)) return false
      const { type, enactment, more } = line
      if (enactment !== null) enactments.add(enactment)
      if (type === 'intent-held') intents.add(textIn(more['intent']))
      if (type === 'turn-opened') turns.add(textIn(more['turn']))
      if (type === 'effect-settled' && more['outcome'] === 'done')
        receipt = recordIn(more['receipt'])
      if (type === 'enactment-ended' && enactment === root)
        end = { as: textIn(more['as']), receipt }
      return true
    },
    end: () => end,
  }
}

const textIn = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const recordIn = (value: Json | undefined): WorkEnd['receipt'] => {
  const found: unknown = value
  return isRecord(found) ? found : undefined
}

const isRecord = (value: unknown): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
