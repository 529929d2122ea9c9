/** A scripted window of a simulation: its session, what it was allowed and has not written yet, what it changed. */
import type { Random } from '../base/index.ts'
import type { AgentName } from '../host/index.ts'

/** A write that the door has allowed and that has not happened yet. */
export interface Pending {
  readonly path: string
  readonly text: string
  readonly read: number
  lifted: boolean
  stopped: boolean
}

/** One window, which is another after it was closed or killed. */
export interface Client {
  readonly agent: AgentName
  session: string
  /** 0 where its hooks tell none. */
  process: number
  alive: boolean
  /** Calls under way: a helper of the window may write while it does something else. */
  calls: number
  stops: number
  pending: Pending[]
  changed: Set<string>
}

/** A window that has just been opened; of one in three nobody tells the process. */
export const freshClient = (agent: AgentName, number: number, random: Random): Client => ({
  agent,
  session: `s${number}`,
  process: random.integer(3) === 0 ? 0 : 100 + number,
  alive: true,
  calls: 0,
  stops: 0,
  pending: [],
  changed: new Set(),
})
