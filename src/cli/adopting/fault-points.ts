/** The instants of changing members at which a plan of faults may stop the program, by name. */

/** Before and after every write besides that of the members themselves. */
export const memberFaultPoints = [
  'members: before the earlier is kept',
  'members: earlier kept',
  'members: before the earlier goes',
  'members: earlier gone',
  'members: before the earlier is put back',
  'members: earlier put back',
] as const

/** One of those names. */
export type MemberFaultPoint = (typeof memberFaultPoints)[number]
