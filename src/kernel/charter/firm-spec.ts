/** What `firm` takes: the shape of a charter as it is written, before its names are checked. */
import type { AnyProtocol, Environment } from '../../protocol/index.ts'
import type { Neighbour } from '../neighbour.ts'
import type { PolicyEntry } from './checked-words.ts'
import type { MemberSpec } from './member.ts'
import type { GoalSpec } from './objective.ts'
import type { ObservationLine } from './observation-line.ts'
import type { ScheduleLine } from './schedule-line.ts'

/** A charter as it is written, names unchecked. */
export interface AnyFirmSpec {
  readonly goal: GoalSpec
  readonly members: { readonly [name: string]: MemberSpec }
  readonly protocols: readonly AnyProtocol[]
  readonly policy?: readonly PolicyEntry[]
  readonly schedules?: readonly ScheduleLine[]
  readonly observations?: readonly ObservationLine[]
  readonly environments?: { readonly [name: string]: Environment }
  readonly apart?: { readonly [protocol: string]: { readonly [role: string]: string } }
  readonly neighbours?: { readonly [firm: string]: Neighbour }
}
