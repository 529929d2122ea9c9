/** Intents as the oracle looks at them: whose word a message is, and who may release one. */
import type { MessageSent } from '../../kernel/index.ts'
import type { Account, IntentAccount } from './account.ts'

/** The intent under which a message was sent in another's place: vetoed, and said otherwise. */
export const amendedIntent = (account: Account, event: MessageSent): IntentAccount | undefined => {
  const intent = account.intents.get(event.intent ?? '')
  return intent?.vetoedBy === undefined ? undefined : intent
}

/** Who chose a message, whoever says it in the end. */
export const speakerOf = (account: Account, event: MessageSent): string =>
  amendedIntent(account, event)?.held.by ?? event.by
