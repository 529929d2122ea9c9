/** A script as a function of what its member is shown: its brief, its menu, what it knows, and its worktree. */
import type { JsonObject } from '../../../base/index.ts'
import type { ChosenMessage, Mind, TurnView } from '../../../host/ports/index.ts'

/** What the function decides: messages, or why none. */
export type Decided = readonly ChosenMessage[] | string

/** A mind from a function; it sees nothing else, so it cannot tell who runs it. */
export const plainMind = (
  decide: (view: TurnView, folder: string | undefined) => Promise<Decided>,
  { looksInto }: Pick<Required<Mind>, 'looksInto'> = { looksInto: 'its-work' },
): Mind => ({
  looksInto,
  kind: 'script',
  enforced: true,
  turnsAtOnce: 4,
  take: async (view, workplace) => {
    const decided = await decide(view, workplace.folder)
    const use = { ms: 0 }
    return typeof decided === 'string'
      ? { kind: 'pass', why: decided, use }
      : { kind: 'send', messages: decided, cites: [], notes: [], use }
  },
})

/** Whether a message is on the menu. */
export const offers = (view: TurnView, message: string): boolean =>
  view.menu.some((item) => item.message === message)

/** A chosen message. */
export const say = (message: string, facts: JsonObject = {}): ChosenMessage => ({ message, facts })

/** A chosen message that opens a protocol. */
export const open = (opens: string, message: string, facts: JsonObject): ChosenMessage => ({
  opens,
  message,
  facts,
})
