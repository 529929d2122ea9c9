/** The instants of keeping the operator's key at which a plan of faults may stop the program, by name. */

/** Before and after every write of it. */
export const keyFaultPoints = [
  'key: before the draft',
  'key: draft written',
  'key: in place',
] as const

/** One of those names. */
export type KeyFaultPoint = (typeof keyFaultPoints)[number]
