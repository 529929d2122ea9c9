/** A verdict in words: what is wrong, the shortest run that shows it, and the mend. */
import type { CheckedProtocol } from '../../api/index.ts'
import { type Finding, formatRun, type Verdict } from '../../protocol/index.ts'

/** Everything that is wrong, and what goes wrong in sets that are too small, as text; empty where nothing is. */
export const whyOf = ({ why, smaller, holdsFrom }: Verdict): string =>
  [
    ...why.map(findingText),
    ...smaller.map(({ set, size, why: lost }) =>
      [
        `This holds from ${holdsFrom[set] ?? size + 1} in '${set}'. With ${size}:`,
        ...lost.slice(0, 1).map(findingText),
      ].join('\n'),
    ),
  ].join('\n\n')

const findingText = ({ sentence, mend, run }: Finding): string =>
  [`${sentence} ${mend}`, ...(run.length === 0 ? [] : [formatRun(run)])].join('\n')

const word = (checked: CheckedProtocol, accepted: boolean): string => {
  if (checked.safe === null || checked.live === null) return 'undecided'
  if (!checked.safe) return checked.live ? 'unsafe' : 'unsafe, not live'
  if (!checked.live) return 'not live'
  return accepted ? 'safe and live' : 'refused'
}

/** What a verdict is told with. */
export interface Judged {
  readonly checked: CheckedProtocol
  readonly accepted: boolean
  /** What is not wrong and worth knowing, as sentences. */
  readonly advice: readonly string[]
}

/** The lines that a person reads for one protocol. */
export const linesOf = ({ checked, accepted, advice }: Judged): readonly string[] => {
  const head = `${word(checked, accepted).padEnd(16)}  ${checked.name}  (${checked.states} states, ${checked.ms} ms)`
  const why =
    checked.why === '' ? [] : checked.why.split('\n').map((line) => `    ${line}`.trimEnd())
  return [head, ...why, ...(accepted ? advice.map((sentence) => `    ${sentence}`) : [])]
}
