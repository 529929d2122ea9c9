/** A veto window in words: how much of it is left, and what its closing does. */

/** `veto window: it goes after 4 min 30 s of your attention`. */
export const windowText = ({
  leftMs,
  goes,
}: {
  readonly leftMs: number
  readonly goes: boolean
}): string => {
  if (leftMs > 0) {
    const then = goes ? 'it goes after' : 'it stays held after'
    return `veto window: ${then} ${lengthText(leftMs)} of your attention`
  }
  return goes ? 'veto window: closed, it goes' : 'veto window: closed, it stays held until you say'
}

const lengthText = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000)
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return `${rest} s`
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`
}
