/** The instants of writing a charter's files at which a plan of faults may stop the program, by name. */

/** Before and after every write of them. */
export const charterFaultPoints = [
  'charter: before members are drafted',
  'charter: members drafted',
  'charter: members in place',
  'charter: before the charter is drafted',
  'charter: charter drafted',
  'charter: charter in place',
] as const

/** One of those names. */
export type CharterFaultPoint = (typeof charterFaultPoints)[number]
