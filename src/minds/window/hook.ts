/** What a codec reads from a coding agent's hook, and what it writes back. */
import type { JsonObject } from '../../base/index.ts'
import type { AgentName, DoorReply, WindowCall } from '../../host/index.ts'

/** A hook that the door answers. */
export interface HookCall {
  readonly kind: 'call'
  /** The agent's own name for the event. */
  readonly event: string
  readonly call: WindowCall
  /** The agent's own name for the use of the tool, where it gives one: a call repeated bears the same. */
  readonly use?: string
}

/** What was read; what is not for the door bears its answer. */
export type HookRead =
  | HookCall
  /** An event, or a tool, that means nothing to us. */
  | { readonly kind: 'nothing'; readonly answer: HookAnswer }
  /** Not to be understood: the answer refuses where the event can refuse. */
  | { readonly kind: 'unreadable'; readonly place: string; readonly answer: HookAnswer }

/** What an agent is given: over HTTP the JSON; a command prints it, and ends with the code. */
export interface HookAnswer {
  readonly json: JsonObject
  readonly exitCode: 0 | 2
  /** For standard error; empty where there is nothing to say. */
  readonly complaint: string
}

/** Translates between one agent's hooks and the door. Nothing that comes in makes it throw. */
export interface HookCodec {
  readonly agent: AgentName
  /** Reads the text of a hook, or a JSON value that was parsed already. */
  readonly readHook: (input: unknown) => HookRead
  readonly writeReply: (hook: HookCall, reply: DoorReply) => HookAnswer
  /** The refusal of what was not read at all; of no known event, it refuses as before a tool. */
  readonly refuseUnread: (because: string) => HookAnswer
}
