/** What a window of a coding agent does, as its hook told it, and what the door replies. */

/** The coding agents whose windows can join. */
export type AgentName = 'claude' | 'codex' | 'gemini'

/** A window says who it is with every call. */
export interface WindowCall {
  readonly agent: AgentName
  /** The agent's own name for its session: long, random, and known to that window alone. */
  readonly session: string
  /** The folder in which it works, as an absolute path. */
  readonly folder: string
  /** The process of the agent, where the hook could tell; its death ends the window. */
  readonly process?: number
  readonly move: Move
  /** The agent shows its model nothing of what this move's reply tells, unless the reply refuses. */
  readonly deaf?: true
}

/** One move of a window. Paths are as the agent named them, absolute or seen from its folder. */
export type Move =
  | { readonly kind: 'started' }
  /** Its person asked it for something; in these words, where the hook told them. */
  | { readonly kind: 'prompted'; readonly said?: string }
  | { readonly kind: 'about-to-write'; readonly paths: readonly string[] }
  | { readonly kind: 'about-to-run'; readonly command: string }
  | { readonly kind: 'wrote'; readonly paths: readonly string[] }
  | { readonly kind: 'ran'; readonly command: string; readonly failed: boolean }
  /** Any other tool came back: a moment at which the model can be told something. */
  | { readonly kind: 'looked' }
  /** It would end its turn, saying this; `again` when it was sent back already. */
  | { readonly kind: 'stopping'; readonly said: string; readonly again: boolean }
  | { readonly kind: 'ended' }

/** What the door replies. Sentences are put before the model; none are nothing to say. */
export type DoorReply =
  | { readonly kind: 'allow'; readonly told: readonly string[] }
  | { readonly kind: 'refuse'; readonly because: string; readonly told: readonly string[] }

/** Answers the moves of windows. It never throws: what fails inside is a refusal that says so. */
export interface Door {
  readonly take: (call: WindowCall) => Promise<DoorReply>
}
