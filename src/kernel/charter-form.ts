/** The canonical form of a charter: the company as plain JSON, as it stands in the ledger. */
import type { Json, JsonObject } from '../base/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Neighbour } from './neighbour.ts'
import type { ObservationForm } from './observation-form.ts'
import type { ScheduleForm } from './schedule-form.ts'

/** A member as the charter declares it. */
export interface MemberForm {
  /** Whose key answers for it; two memberships of one principal are one party. */
  readonly principal: string
  /** Roles that it may hold; `operator` makes it the person on the loop. */
  readonly roles: readonly string[]
  /** The adapter that makes it think, with the options of that adapter. */
  readonly mind: { readonly kind: string; readonly options: JsonObject }
  /** What one turn may cost; reserved before the turn, settled after it. */
  readonly turnCost: TurnCost
  readonly turnsAtOnce: number
  /** The models, prompts or owners it shares with others: one witness, shown at gates. */
  readonly kinship: readonly string[]
}

/** What one turn may cost at most. What is absent is not metered. */
export interface TurnCost {
  readonly minutes?: number
  readonly tokens?: number
  readonly moneyMillionths?: number
  readonly currency?: string
}

/** Compares a fact's value when a message is chosen. The path may go into the value: `spec.size`. */
export interface FactTest {
  readonly kind: 'fact'
  readonly path: string
  readonly is: 'equal' | 'unequal' | 'above' | 'below'
  readonly value: Json
}

/** Whether the holder of a role has a record good enough in a domain; the host sends the record. */
export interface RecordTest {
  readonly kind: 'record'
  readonly role: string
  readonly domain: string
  readonly keptMin: number
  readonly brokenMax: number
}

/** What a gate depends on. */
export type PolicyTest =
  | FactTest
  | RecordTest
  | { readonly kind: 'not'; readonly test: PolicyTest }
  | { readonly kind: 'all'; readonly tests: readonly PolicyTest[] }
  | { readonly kind: 'any'; readonly tests: readonly PolicyTest[] }

/** The policy's verdict on an intent, from the loosest to the strictest. */
export type GateForm =
  | { readonly kind: 'silent' }
  | { readonly kind: 'inform' }
  | { readonly kind: 'veto'; readonly windowMs: number; readonly goesUnanswered: boolean }
  | { readonly kind: 'approval'; readonly who: string }
  | { readonly kind: 'verified'; readonly who: string; readonly verifier: string }
  | { readonly kind: 'forbid' }

/** One line of policy: this gate on this message, where the test holds. */
export interface PolicyLine {
  readonly protocol: string
  readonly message: string
  readonly gate: GateForm
  readonly when?: PolicyTest
}

/** A budget: so much of a unit, for all or one member, in all or a day. */
export interface BudgetForm {
  readonly name: string
  readonly unit: 'turns' | 'minutes' | 'tokens' | 'money'
  readonly limit: number
  readonly per: 'day' | 'ever'
  /** Absent: the whole firm. */
  readonly member?: string
  readonly currency?: string
}

/** What the firm is for. */
export interface GoalForm {
  readonly text: string
  readonly owner: string
  readonly measure: string
}

/** The company as a program, compiled. */
export interface CharterForm {
  readonly format: 1
  readonly name: string
  readonly goal: GoalForm
  readonly members: { readonly [name: string]: MemberForm }
  readonly protocols: { readonly [name: string]: ProtocolForm }
  /** Environments by name, with what the host needs to open them. */
  readonly environments: { readonly [name: string]: JsonObject }
  /** By protocol, which firms hold roles of it elsewhere. What is not named is enacted at home. */
  readonly apart?: { readonly [protocol: string]: Elsewhere }
  /** The firms that hold those roles, by name. */
  readonly neighbours?: { readonly [firm: string]: Neighbour }
  /** By protocol and role set, from how many members it is proved; absent where one is enough. */
  readonly leastSizes?: { readonly [protocol: string]: { readonly [set: string]: number } }
  readonly policy: readonly PolicyLine[]
  readonly budgets: readonly BudgetForm[]
  /** By name. Absent: nothing recurs. */
  readonly schedules?: { readonly [name: string]: ScheduleForm }
  /** By name. Absent: nothing outside wakes anybody. */
  readonly observations?: { readonly [name: string]: ObservationForm }
  /** Hash of the charter's loaded files and of its packages by name and version. */
  readonly code: string
}
