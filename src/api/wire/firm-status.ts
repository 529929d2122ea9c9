/** The answer of `firm status --json`: who does what, what is about to happen, what waits for you, what is held. */
import { z } from 'zod'
import { instantMs, position } from './json-value.ts'

/** A member, and the turns it has under way. */
export interface MemberStatus {
  readonly name: string
  readonly roles: readonly string[]
  readonly mind: string
  /** Whether its programs can read the firm's own folder here and now; null where that was not tried, as of the past. */
  readonly unfenced: boolean | null
  readonly paused: boolean
  readonly takenOverBy: string | null
  readonly doing: readonly {
    readonly turn: string
    readonly enactment: string | null
    readonly role: string
    readonly since: number
  }[]
}

/** A window of a coding agent that is here. */
export interface WindowStatus {
  /** The enactment of its presence. */
  readonly visit: string
  readonly seat: string
  readonly agent: string
  readonly folder: string
  /** When its seat and its leases are free unless it is heard of before; null where no host counts. */
  readonly until: number | null
  readonly edits: readonly {
    readonly id: string
    readonly paths: readonly string[]
    /** What it was asked for; empty where nobody knows. */
    readonly purpose: string
    readonly since: number
  }[]
  /** What it was refused, with the enactment that holds it and whose that is. */
  readonly wants: readonly {
    readonly path: string
    readonly holder: string
    readonly by: readonly string[]
  }[]
}

/**
 * Something that may follow: a message on a menu, one that a lease keeps off it, an effect in flight, an instant, a
 * schedule of the charter, an intent that time releases.
 */
export interface ComingThing {
  readonly kind: 'message' | 'lease' | 'effect' | 'undoing' | 'instant' | 'schedule' | 'release'
  readonly enactment: string
  readonly what: string
  readonly by: string
  /** When it is due, where that is known. */
  readonly at: number | null
  /** Who holds the lease that it waits for, what a schedule says; else empty. */
  readonly why: string
}

/** Something that waits for the operator. */
export interface WaitingThing {
  readonly kind: 'intent' | 'message' | 'doubt' | 'stalled' | 'budget' | 'trouble'
  /** What to name it by: an intent, an enactment, a budget, or what the host tries. */
  readonly id: string
  readonly enactment: string
  readonly what: string
  readonly by: string
  /** What holds an intent, why something is in doubt or fails, why a member no longer tries, how much a budget was. */
  readonly why: string
}

/** A leased resource or a path under a hold. */
export interface HeldThing {
  readonly kind: 'lease' | 'hold'
  readonly what: string
  readonly by: readonly string[]
  /** The enactment of a lease, the name of a hold. */
  readonly id: string
  readonly until: number | null
}

/** The firm as it stands at a position. */
export interface FirmStatus {
  readonly firm: string
  readonly goal: string
  readonly position: number
  readonly at: number
  readonly charter: number
  readonly paused: boolean
  readonly operator: string
  /** The firm that this one was forked from; null for one of its own. */
  readonly forkedFrom: string | null
  readonly members: readonly MemberStatus[]
  readonly windows: readonly WindowStatus[]
  readonly coming: readonly ComingThing[]
  readonly waiting: readonly WaitingThing[]
  readonly held: readonly HeldThing[]
}

const memberStatus: z.ZodType<MemberStatus> = z.object({
  name: z.string(),
  roles: z.array(z.string()),
  mind: z.string(),
  unfenced: z.boolean().nullable(),
  paused: z.boolean(),
  takenOverBy: z.string().nullable(),
  doing: z.array(
    z.object({
      turn: z.string(),
      enactment: z.string().nullable(),
      role: z.string(),
      since: instantMs,
    }),
  ),
})

const windowStatus: z.ZodType<WindowStatus> = z.object({
  visit: z.string(),
  seat: z.string(),
  agent: z.string(),
  folder: z.string(),
  until: instantMs.nullable(),
  edits: z.array(
    z.object({
      id: z.string(),
      paths: z.array(z.string()),
      purpose: z.string(),
      since: instantMs,
    }),
  ),
  wants: z.array(z.object({ path: z.string(), holder: z.string(), by: z.array(z.string()) })),
})

const comingThing: z.ZodType<ComingThing> = z.object({
  kind: z.enum(['message', 'lease', 'effect', 'undoing', 'instant', 'schedule', 'release']),
  enactment: z.string(),
  what: z.string(),
  by: z.string(),
  at: instantMs.nullable(),
  why: z.string(),
})

const waitingThing: z.ZodType<WaitingThing> = z.object({
  kind: z.enum(['intent', 'message', 'doubt', 'stalled', 'budget', 'trouble']),
  id: z.string(),
  enactment: z.string(),
  what: z.string(),
  by: z.string(),
  why: z.string(),
})

const heldThing: z.ZodType<HeldThing> = z.object({
  kind: z.enum(['lease', 'hold']),
  what: z.string(),
  by: z.array(z.string()),
  id: z.string(),
  until: instantMs.nullable(),
})

/** The firm on the wire. */
export const firmStatus: z.ZodType<FirmStatus> = z.object({
  firm: z.string(),
  goal: z.string(),
  position,
  at: instantMs,
  charter: z.int().min(0),
  paused: z.boolean(),
  operator: z.string(),
  forkedFrom: z.string().nullable(),
  members: z.array(memberStatus),
  windows: z.array(windowStatus),
  coming: z.array(comingThing),
  waiting: z.array(waitingThing),
  held: z.array(heldThing),
})
