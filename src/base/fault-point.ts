/** Fault points: named instants at which a plan may stop the program, so that crashes can be tested. */

/** Reached by name at every instant that matters; a plan may never come back from it. */
export interface Faults {
  readonly reach: (point: string) => void
}

/** No faults: what runs outside of tests. */
export const noFaults: Faults = { reach: () => undefined }
