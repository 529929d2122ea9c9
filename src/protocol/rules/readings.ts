/** Small questions about a form that its rules, pictures and texts all ask. */
import type { Binding, Condition, MessageForm, ProtocolForm } from '../form.ts'

/** A path as it is written: `verdict` or `verdict.meets`. */
export const pathOf = ({ fact, branch }: Binding): string =>
  branch === undefined ? fact : `${fact}.${branch}`

/** A condition as it is written. */
export const formatCondition = (condition: Condition): string => {
  const path = pathOf(condition)
  if (condition.kind === 'all') return `all('${path}')`
  return condition.kind === 'quorum' ? `quorum(${condition.count}, '${path}')` : path
}

/** The names of role sets. */
export const setsOf = (form: ProtocolForm): ReadonlySet<string> =>
  new Set(form.roles.filter(({ set }) => set).map(({ name }) => name))

/** The messages that bind a fact, or one branch of it. */
export const bindersOf = (form: ProtocolForm, fact: string): readonly string[] =>
  Object.entries(form.messages)
    .filter(([, { out }]) => out.some((binding) => binding.fact === fact))
    .map(([name]) => name)

/** The role set whose members each have a fact of their own, where there is one. */
export const ownerOf = (form: ProtocolForm, fact: string): string | undefined => {
  const sets = setsOf(form)
  const owners = bindersOf(form, fact).map((name) => form.messages[name]?.from ?? '')
  return owners.find((role) => sets.has(role))
}

/** The facts that a message reads or binds. */
export const factsOf = (message: MessageForm): ReadonlySet<string> =>
  new Set([...message.in, ...message.out].map(({ fact }) => fact))

/** Whether a message can open an enactment: it reads nothing, and no deadline sends it. */
export const isOpening = (message: MessageForm): boolean =>
  message.in.length === 0 && message.from !== 'clock'

/** A list of names as a sentence has them: `'a'`, `'b'` or `'c'`. */
export const oneOfNames = (names: readonly string[]): string =>
  names.length === 0 ? 'nothing' : names.map((name) => `'${name}'`).join(', ')
