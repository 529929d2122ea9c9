/** Facts that not everybody may read and facts that are personal, put into a simulated firm, and a watch over who is told. */
import { isJsonObject, type Json } from '../base/index.ts'
import type { Mind, TurnView } from '../host/ports/index.ts'
import type { CharterForm } from '../kernel/index.ts'
import type { FactForm } from '../protocol/index.ts'

type Private = Pick<FactForm, 'audience' | 'personal'>

/** By protocol and fact: one for some roles alone, the others of a person. */
const privateFacts: { readonly [protocol: string]: { readonly [fact: string]: Private } } = {
  change: { plan: { audience: ['engineer', 'reviewer'], personal: 'work' } },
  order: { item: { personal: 'order' }, amount: { personal: 'order' } },
  question: { answer: { personal: 'topic' } },
}

/** The charter with those facts declared so, in the protocols that it has. */
export const withPrivateFacts = (charter: CharterForm): CharterForm => {
  const protocols = Object.entries(charter.protocols).map(([name, form]) => {
    const facts = Object.entries(form.facts).map(
      ([fact, declared]) => [fact, { ...declared, ...privateFacts[name]?.[fact] }] as const,
    )
    return [name, { ...form, facts: Object.fromEntries(facts) }] as const
  })
  return { ...charter, protocols: Object.fromEntries(protocols) }
}

/** Whether a value holds a name of content, which only the ledger may. */
export const namesContent = (value: Json): boolean => JSON.stringify(value).includes('"$content"')

/** The mind, looked over the shoulder: `told` hears of what it was shown and may not see (invariant 12). */
export const watchedMind = (
  mind: Mind,
  charter: CharterForm,
  told: (what: string) => void,
): Mind => ({
  ...mind,
  take: async (view, workplace, signals) => {
    for (const name of unreadableIn(view, charter)) {
      told(`${view.member} was shown ${name} of ${view.enactment} as ${view.role}`)
    }
    if (isJsonObject(view.known) && namesContent(view.known)) {
      told(`${view.member} was shown a name of content in ${view.enactment}`)
    }
    return await mind.take(view, workplace, signals)
  },
})

const unreadableIn = (
  { protocol, known, role }: TurnView,
  charter: CharterForm,
): readonly string[] => {
  const { facts = {} } = charter.protocols[protocol] ?? {}
  return Object.keys(known).filter((name) => facts[name]?.audience?.includes(role) === false)
}
