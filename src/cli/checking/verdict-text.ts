/** A verdict in words: what is wrong, the shortest run that shows it, and the mend. */
import type { CheckedProtocol } from '../../api/index.ts'
import { formatRun, type Verdict } from '../../protocol/index.ts'

/** Everything that is wrong, as text; empty where nothing is. */
export const whyOf = ({ why }: Verdict): string =>
  why
    .map(({ sentence, mend, run }) =>
      [`${sentence} ${mend}`, ...(run.length === 0 ? [] : [formatRun(run)])].join('\n'),
    )
    .join('\n\n')

const word = (checked: CheckedProtocol, accepted: boolean): string => {
  if (checked.safe === null || checked.live === null) return 'undecided'
  if (!checked.safe) return checked.live ? 'unsafe' : 'unsafe, not live'
  if (!checked.live) return 'not live'
  return accepted ? 'safe and live' : 'refused'
}

/** The lines that a person reads for one protocol. */
export const linesOf = (checked: CheckedProtocol, accepted: boolean): readonly string[] => {
  const head = `${word(checked, accepted).padEnd(16)}  ${checked.name}  (${checked.states} states, ${checked.ms} ms)`
  const why =
    checked.why === '' ? [] : checked.why.split('\n').map((line) => `    ${line}`.trimEnd())
  return [head, ...why]
}
