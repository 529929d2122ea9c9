/** What is said once, however often it happens. */

/** So many different things are remembered as said; what was said before all of them may be said again. */
export const saidMax = 200

/** Passes on what is new. A neighbour that is away is written to again and again; that it is away is said once. */
export const saidOnce = (failed: (cause: unknown) => void): ((cause: unknown) => void) => {
  const said = new Set<string>()
  return (cause) => {
    const text = cause instanceof Error ? cause.message : String(cause)
    if (said.has(text)) return
    said.add(text)
    const [oldest = ''] = said
    if (said.size > saidMax) said.delete(oldest)
    failed(cause)
  }
}
