/** What is not final yet under a message that cannot be undone: in its enactment, and under what stands elsewhere. */
import type { Condition, ProtocolForm } from '../../protocol/index.ts'
import type { Account } from './account.ts'
import type { Work } from './work.ts'

/** The first fact or receipt below a message that is not final; undefined where all are. */
export const unsettledBelow = (account: Account, work: Work, message: string): string | undefined =>
  below(work, message, new Set()) ?? elsewhere(account, work)

const below = (work: Work, message: string, seen: Set<string>): string | undefined => {
  if (seen.has(message)) return undefined
  seen.add(message)
  for (const { fact } of work.form.messages[message]?.in ?? []) {
    if (isUnsettled(work, fact)) return fact
    for (const binder of bindersOf(work, fact)) {
      const found = isUnsettled(work, binder) ? binder : below(work, binder, seen)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** The messages that have bound a fact here, or the one whose receipt it is. */
const bindersOf = (work: Work, fact: Condition['fact']): readonly string[] => [
  ...(work.form.messages[fact] === undefined ? [] : [fact]),
  ...[...work.sent.values()].flatMap(({ message, facts }) =>
    facts.includes(fact) ? [message] : [],
  ),
]

const isUnsettled = ({ unsettled }: Work, name: string): boolean =>
  [...unsettled.keys()].some((key) => key === name || key.startsWith(`${name}@`))

// A standing fact is as settled as what bound it.
const elsewhere = ({ binders, works }: Account, { rests }: Work): string | undefined =>
  [...rests].find((path) => {
    const { enactment = '', fact = '' } = binders.get(path) ?? {}
    const work = works.get(enactment)
    if (work === undefined || work.unsettled.size === 0) return false
    return (
      isUnsettled(work, fact) || bindersIn(work.form, fact).some((one) => isUnsettled(work, one))
    )
  })

const bindersIn = (form: ProtocolForm, fact: string): readonly string[] =>
  Object.entries(form.messages).flatMap(([name, { out }]) =>
    out.some((one) => one.fact === fact) ? [name] : [],
  )
