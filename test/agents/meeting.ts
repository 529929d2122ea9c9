/** A point that windows reach at different times and leave together. */

/** Where some wait for the others. */
export interface Meeting {
  /** Resolves once as many came as were expected. */
  readonly come: () => Promise<void>
}

/** A meeting of so many. */
export const meetingOf = (count: number): Meeting => {
  let missing = count
  let open = (): void => undefined
  const all = new Promise<void>((resolve) => (open = resolve))
  return {
    come: async () => {
      missing -= 1
      if (missing <= 0) open()
      await all
    },
  }
}
