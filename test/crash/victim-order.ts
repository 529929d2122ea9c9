/** What a victim is started with: one argument, as JSON. */
import type { DiskCode } from './refusal.ts'

/** What happens at a fault point, and at which visit of it. */
export interface FaultPlan {
  readonly point: string
  readonly visit: number
  /** The process is killed or stopped, its disk is filled, or refuses every write from then on. */
  readonly does: 'kill' | 'stop' | 'fill' | 'refuse'
  /** How the writes are refused. */
  readonly code?: DiskCode
  /** The folder on the disk that is filled. */
  readonly folder?: string
}

/** The order of a victim. */
export interface VictimOrder {
  /** The folder of its crash home. */
  readonly home: string
  readonly story: string
  readonly name: string
  readonly commit: string
  readonly plan?: FaultPlan
  /** Waits while another hosts, and takes over; else it ends. */
  readonly waits?: boolean
  /** How much faster than the machine's its clock runs; 20 times unless told. */
  readonly speed?: number
}
