/** The instants at which joining may be ended; its own tests end it at each, since no host works then. */
export const joiningFaultPoints: readonly string[] = [
  'join: record kept',
  'leave: record kept',
  'settings: draft written',
  'settings: file written',
]
