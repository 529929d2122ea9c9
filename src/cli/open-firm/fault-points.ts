/** The instants of what a firm keeps beside its ledger at which a plan of faults may stop the program, by name. */

/** Before and after every write of it. */
export const homeFaultPoints = [
  'firm key: before the draft',
  'firm key: draft written',
  'firm key: in place',
  'introduction: before the draft',
  'introduction: draft written',
  'introduction: in place',
  'charter note: before the draft',
  'charter note: draft written',
  'charter note: in place',
  'kept code: before it is laid out',
  'kept code: a file laid out',
  'kept code: before it is in place',
  'kept code: in place',
] as const

/** One of those names. */
export type HomeFaultPoint = (typeof homeFaultPoints)[number]
