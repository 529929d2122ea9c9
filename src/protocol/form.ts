/** The canonical form of a protocol: plain JSON that checker, kernel, screens and hashes all read. */
import type { JsonObject } from '../base/index.ts'

/** How an enactment ends. Every one ends once. */
export type Ending = 'completed' | 'failed' | 'cancelled' | 'expired' | 'superseded'

/** How settled a fact is in the environment that it came from. */
export type Finality = 'seen' | 'safe' | 'final'

/** What becomes of a message's effect; `name.done` and the like are read as facts. */
export type Receipt = 'done' | 'failed' | 'refused'

/**
 * What must be known, or not be known. `fact` names a declared fact, a message with an effect
 * (then `branch` is its receipt), or a fact of `each` child (then `branch` is the child's ending).
 * `all` and `quorum` read a fact that every member of a role set, or every part, has of its own.
 */
export type Condition =
  | { readonly kind: 'fact'; readonly fact: string; readonly branch?: string }
  | { readonly kind: 'all'; readonly fact: string; readonly branch?: string }
  | {
      readonly kind: 'quorum'
      readonly count: number
      readonly fact: string
      readonly branch?: string
    }

/** A fact that a message binds, or one branch of it. */
export interface Binding {
  readonly fact: string
  readonly branch?: string
}

/** What the kernel must know of a fact's values; the schema itself is validated by the host. */
export type FactKind =
  | 'id'
  | 'member'
  | 'members'
  | 'text'
  | 'integer'
  | 'probability'
  | 'instant'
  | 'money'
  | 'flag'
  | 'value'
  | 'each'

/** A declared fact. */
export interface FactForm {
  readonly kind: FactKind
  /** JSON Schema of the value. */
  readonly schema: JsonObject
  /** `oneOf`: the names of its branches, in the order they were written. */
  readonly branches?: readonly string[]
  /** Several roles may bind it, and the book's order decides. At home only. */
  readonly first?: true
  /** Roles that may read it; absent means the firm. */
  readonly audience?: readonly string[]
  /** The fact that names the data subject of a personal value. */
  readonly personal?: string
  /** It outlives the enactment under this key, such as `decision/{topic}`. */
  readonly stands?: string
  readonly finality?: Finality
  /** `each(child)`: the name of the child protocol, whose form stands in the charter. */
  readonly child?: string
  /** `member(role, path)`: the role set, and what its member must have bound. */
  readonly drawnFrom?: { readonly role: string; readonly fact: string; readonly branch?: string }
}

/** What a message does in an environment. */
export interface EffectForm {
  readonly environment: string
  readonly verb: string
  /** Facts that the effect reads, from the message's `in` and `out`, in the order of its arguments. */
  readonly reads: readonly string[]
  readonly kind: 'revocable' | 'irreversible'
  /** How a doubt is settled: it honours the idempotency key, can be asked, or neither. */
  readonly doubt: 'key' | 'ask' | 'operator'
}

/** A round: a child enactment of the same protocol that begins with one message. */
export interface RoundForm {
  readonly from: string
  readonly keep: readonly string[]
  /** How many children at most. */
  readonly max: number
  /** How the message ends when the children are spent. */
  readonly then: Ending
}

/** One message. */
export interface MessageForm {
  /** A role, or `clock` for a message that a deadline sends. */
  readonly from: string
  readonly to: readonly string[]
  readonly in: readonly Condition[]
  readonly not: readonly Condition[]
  readonly out: readonly Binding[]
  readonly does?: EffectForm
  readonly ends?: Ending
  readonly round?: RoundForm
  /** An instant fact: the message is enabled when its `all` is complete or this has passed. */
  readonly by?: string
  /** The message whose effect this one undoes. */
  readonly undoes?: string
  /** The path of a fact that lists the resources it takes, such as `spec.paths`. */
  readonly lease?: string
}

/** An instant after which an unbound fact has a consequence. */
export interface DeadlineForm {
  readonly for: string
  readonly at: string
  readonly then: { readonly ends: Ending } | { readonly message: string }
}

/** A role; a set is held by several members, each with facts of its own. */
export interface RoleForm {
  readonly name: string
  readonly set: boolean
}

/** A state that the checker proves unreachable: all of `in` known and all of `not` unknown. */
export interface NeverForm {
  readonly name: string
  readonly in: readonly Condition[]
  readonly not: readonly Condition[]
}

/** The standing facts that every turn of the protocol rests on; `{spec.area}` names a fact's value. */
export interface UnderForm {
  readonly scope: string
  /** Whether a turn rests on the scope's set of keys, not only on the keys it was given. */
  readonly all: boolean
}

/** A protocol as a value. Its hash is the hash of this form without titles and descriptions. */
export interface ProtocolForm {
  readonly format: 1
  readonly name: string
  readonly key: readonly string[]
  readonly under: readonly UnderForm[]
  readonly roles: readonly RoleForm[]
  /** Environments by the name that messages use, each with its kind, such as `git`. */
  readonly environments: { readonly [name: string]: { readonly kind: string } }
  readonly distinct: readonly (readonly string[])[]
  readonly facts: { readonly [name: string]: FactForm }
  readonly messages: { readonly [name: string]: MessageForm }
  readonly deadlines: readonly DeadlineForm[]
  readonly never: readonly NeverForm[]
}
