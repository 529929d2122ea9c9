/** Check 6: the newcomer's brief holds the decision and the failed attempt; without the attempt its mind repeats it. */
import { createHash } from 'node:crypto'
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { eventsOf, saidIn } from '../ledger.ts'
import { type Line, recordIn, textIn, type Value } from '../line.ts'

/** Judges what the newcomer was shown, and what it makes of it. */
export const checkNewcomer = ({ lines, answers, askMind }: Evidence): Finding => {
  const { look, expect, finding } = openFinding()
  if (answers.veto !== true || answers.answer === undefined) return finding()
  const first = firstCounted(lines)
  expect(first !== undefined, 'the newcomer had no turn whose brief was counted')
  if (first === undefined) return finding()
  const view = recordIn(first.opened.more, 'view')
  const brief = textIn(recordIn(view, 'brief'), 'text')
  // The brief is made again from the ledger; what the host noted of it then tells whether it is the same.
  const noted = textIn(first.use, 'briefHash')
  expect(
    noted === sha256(brief),
    `its brief has the hash ${sha256(brief)}, the host noted ${noted}`,
  )
  const decided = answers.change ?? answers.answer
  const decision = section(brief, 'What stands')
  look(`its brief at ${first.opened.position}, ${Buffer.byteLength(brief)} bytes`)
  expect(
    decision.some((text) => text.includes('decision/dead-links') && text.includes(decided)),
    `its brief does not say that ${decided} was decided`,
  )
  const failed = eventsOf(lines, 'intent-vetoed')[0]?.enactment ?? ''
  const failedPlan = planOf(lines, failed)
  const tried = section(brief, 'What was tried').filter((text) => text.includes(failed))
  expect(
    tried.some((text) => text.includes(failedPlan)),
    `its brief does not hold the failed attempt: ${failedPlan}`,
  )
  const informed = plannedBy(askMind('kim', view))
  const without = brief.split('\n').filter((text) => !tried.includes(text))
  const uninformed = plannedBy(askMind('kim', withBrief(view, without.join('\n'))))
  look(`with the attempt it plans "${informed}", without it "${uninformed}"`)
  expect(
    informed === planOf(lines, 'change:second-try'),
    'the same mind and brief planned otherwise',
  )
  expect(!informed.startsWith(failedPlan), `it repeats the failed attempt: ${informed}`)
  expect(
    uninformed.startsWith(failedPlan),
    `without the attempt it does not repeat it: ${uninformed}`,
  )
  return finding()
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The newcomer's first turn that no kill cut off: of any other the host could not say any more what it had shown. */
const firstCounted = (
  lines: readonly Line[],
): { readonly opened: Line; readonly use: Line['more'] } | undefined => {
  const ends = [...eventsOf(lines, 'turn-ended'), ...eventsOf(lines, 'turn-refused')]
  for (const opened of eventsOf(lines, 'turn-opened')) {
    if (opened.by !== 'kim' || opened.enactment !== 'change:second-try') continue
    const turn = textIn(opened.more, 'turn')
    const use = recordIn(ends.find((line) => textIn(line.more, 'turn') === turn)?.more, 'use')
    if (Number(use['briefBytes'] ?? 0) > 0) return { opened, use }
  }
  return undefined
}

const planOf = (lines: readonly Line[], enactment: string): string =>
  textIn(saidIn(lines, 'accept').findLast((line) => line.enactment === enactment)?.facts, 'plan')

const section = (brief: string, heading: string): readonly string[] => {
  const texts = brief.split('\n')
  const start = texts.findIndex((text) => text.startsWith(`## ${heading}`))
  if (start < 0) return []
  const length = texts.slice(start + 1).findIndex((text) => text.startsWith('## '))
  return texts.slice(start + 1, length < 0 ? undefined : start + 1 + length)
}

const withBrief = (view: { readonly [name: string]: Value }, text: string): unknown => ({
  ...view,
  brief: { ...recordIn(view, 'brief'), text },
})

const plannedBy = (answer: unknown): string => {
  const { messages } = answer as { readonly messages?: readonly { readonly facts: never }[] }
  return textIn(messages?.[0]?.facts, 'plan')
}
