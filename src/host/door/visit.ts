/** Visits: which window sits in which seat, as the firm's open enactments of `window` say. */
import { hashOf, type Json } from '../../base/index.ts'
import type { Enactment, FirmState } from '../../kernel/index.ts'
import type { AgentName, WindowCall } from './move.ts'

/** A window that is here. */
export interface Visit {
  /** The enactment of its presence. */
  readonly id: string
  readonly seat: string
  readonly agent: string
  /** The hash of its session's own name. */
  readonly session: string
  readonly folder: string
  /** 0 where nobody told it. */
  readonly process: number
}

/** What the ledger calls a session: never its own name, for whoever knows that may speak as its window. */
export const sessionName = ({ agent, session }: Pick<WindowCall, 'agent' | 'session'>): string =>
  hashOf(`${agent} ${session}`)

/** Everybody who is here, in the order in which they came. */
export const visitsIn = (state: FirmState): readonly Visit[] =>
  [...state.open.values()].flatMap((enactment) =>
    enactment.protocol === 'window' ? [visitOf(enactment)] : [],
  )

const visitOf = (enactment: Enactment): Visit => {
  const read = (fact: string): Json | undefined => enactment.facts.get(fact)?.value
  const process = read('process')
  return {
    id: enactment.id,
    // Whoever came sits here; a seat that was given to another by the charter's rule has nobody in it.
    seat: enactment.facts.get('session')?.by ?? '',
    agent: textOf(read('agent')),
    session: textOf(read('session')),
    folder: textOf(read('folder')),
    process: typeof process === 'number' ? process : 0,
  }
}

/** Whether its seat is still the window's own: a charter may have taken it away. */
export const isSeated = ({ open, members }: FirmState, { id, seat }: Visit): boolean =>
  members.has(seat) && open.get(id)?.roles.get('window')?.member === seat

/** A fact's text; empty where it is none. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** The seats for windows of an agent, in the charter's order. */
export const seatsFor = ({ charter }: FirmState, agent: AgentName): readonly string[] =>
  Object.entries(charter?.members ?? {}).flatMap(([name, { mind, roles }]) =>
    mind.kind === 'window' && mind.options['agent'] === agent && roles.includes('window')
      ? [name]
      : [],
  )

/** What people call the agents. */
export const agentTitles: { readonly [agent: string]: string } = {
  claude: 'Claude Code',
  codex: 'Codex',
  gemini: 'Gemini CLI',
}
