/** The instants at which a host can be stopped, by name, so that a test can visit each. */

/** Around a durable append, and around the start and the receipt of every effect and undoing. */
export const hostFaultPoints = [
  'host: before append',
  'host: after append',
  'host: before effect',
  'host: after effect',
  'host: before receipt',
  'host: after receipt',
  'host: before undo',
  'host: after undo',
  'host: before content',
  'host: after content',
  'host: before mind',
  'host: after mind',
] as const

/** The name of one of them. */
export type HostFaultPoint = (typeof hostFaultPoints)[number]
