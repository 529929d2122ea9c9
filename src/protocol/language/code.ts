/** `code`: a role played by functions, one for each message that the role may send. */
import { ProtocolError } from '../protocol-error.ts'
import type { Binds, Known } from './known.ts'
import type { Spelled } from '../spelled.ts'
import type { AnyProtocol } from './protocol.ts'

/** What a handler may ask besides the facts. */
export interface HandlerTurn {
  readonly member: string
  readonly enactment: string
  /** What broke or changed since the last turn here, as sentences. */
  readonly changed: readonly string[]
  /** The worktree of the turn, where the protocol touches a repository. */
  readonly folder?: string
  /** Aborted when the turn must end. */
  readonly stop: AbortSignal
  /** Keeps a sentence with the turn, for whoever asks why. */
  readonly note: (sentence: string) => void
}

const passed: unique symbol = Symbol('pass')

/** A handler's answer that leaves its message unsent. No fact can be taken for it. */
export interface Pass {
  readonly [passed]: string
}

/** Leaves the message unsent, and says why; it stays on the menu. */
export const pass = (why: string): Pass => ({ [passed]: why })

/** Why a handler passed, or undefined where it answered facts. */
export const whyPassed = (answer: HandlerAnswer): string | undefined =>
  passed in answer ? answer[passed] : undefined

/** One function for each message of a role: given what is known, it answers what it binds. */
export type Handlers<Protocol extends ProtocolTypes, Role> = {
  readonly [Name in SentBy<Protocol['messages'], Role>]: Handler<Protocol, Name>
}

type Handler<Protocol extends ProtocolTypes, Name extends keyof Protocol['messages']> =
  Binds<Protocol['facts'], Protocol['messages'][Name]> extends infer Bound
    ? (
        known: Known<Protocol['facts'], Protocol['messages'], Name>,
        turn: HandlerTurn,
      ) => Bound | Pass | Promise<Bound | Pass>
    : never

/** The parts of a protocol that the types of its handlers are made from. */
export interface ProtocolTypes {
  readonly facts: object
  readonly messages: object
}

type SentBy<Messages, Role> = keyof {
  [Name in keyof Messages as Messages[Name] extends { readonly from: Role } ? Name : never]: true
} &
  keyof Messages

/** The roles that send something. */
export type SenderRole<Messages> = Spelled<
  {
    [Name in keyof Messages]: Messages[Name] extends { readonly from: infer Role }
      ? Exclude<Role, 'clock'>
      : never
  }[keyof Messages]
>

/** A handler, its types forgotten. */
export type AnyHandler = (
  known: { readonly [fact: string]: unknown },
  turn: HandlerTurn,
) => HandlerAnswer | Promise<HandlerAnswer>

/** What a handler answers: the facts it binds by name, or a pass. */
export type HandlerAnswer = { readonly [fact: string]: unknown } | Pass

/** A role played by functions. A script mind asks the handlers of the messages on its menu in order. */
export interface CodeRole {
  readonly protocol: AnyProtocol
  readonly role: string
  readonly handlers: { readonly [message: string]: AnyHandler }
}

/**
 * Plays a role by functions. The compiler asks for one function for each message that the role may
 * send; each sees what is certainly known by then, and returns what its message binds.
 */
export const code = <const P extends AnyProtocol, const Role extends SenderRole<P['messages']>>(
  protocol: P,
  role: Role,
  handlers: Handlers<P, Role>,
): CodeRole => {
  const wanted = Object.entries(protocol.form.messages).flatMap(([name, { from }]) =>
    from === role ? [name] : [],
  )
  const given = Object.keys(handlers)
  const wrong = [
    ...wanted.filter((name) => !given.includes(name)).map((name) => `no handler for '${name}'`),
    ...given
      .filter((name) => !wanted.includes(name))
      .map((name) => `a handler for '${name}', which '${String(role)}' does not send`),
  ]
  if (wrong.length > 0) throw wrongHandlers(`${protocol.name}.${String(role)}`, wrong, wanted)
  // What the handlers are given was computed from the very messages that they are called for.
  const forgotten: unknown = handlers
  return { protocol, role, handlers: forgotten as CodeRole['handlers'] }
}

const wrongHandlers = (
  place: string,
  wrong: readonly string[],
  wanted: readonly string[],
): ProtocolError =>
  new ProtocolError('handlers-wrong', `code for ${place}: ${wrong.join('; ')}`, {
    hint: `Write one handler for each of ${wanted.join(', ')}; it may pass('why').`,
    data: { place, wanted: [...wanted] },
  })
