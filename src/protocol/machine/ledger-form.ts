/** A protocol as one of several ledgers enacts it: without the deadlines that others decide. */
import type { MessageForm, ProtocolForm } from '../form.ts'

/** The roles that bind a fact. The clock speaks for the role that the deadline waits for. */
export const bindersOf = (form: ProtocolForm, fact: string): readonly string[] => [
  ...new Set(
    Object.values(form.messages)
      .filter(({ out }) => out.some((output) => output.fact === fact))
      .map((message) => speakerOf(form, message)),
  ),
]

const speakerOf = (form: ProtocolForm, message: MessageForm): string => {
  if (message.from !== 'clock') return message.from
  const awaited = form.deadlines.find(
    ({ then }) => 'message' in then && form.messages[then.message] === message,
  )
  const binder = Object.values(form.messages).find(
    ({ from, out }) => from !== 'clock' && out.some(({ fact }) => fact === awaited?.for),
  )
  return binder?.from ?? 'clock'
}

/** The form for a ledger: a deadline belongs to whoever holds a role that binds what it waits for. */
export const formOfLedger = (
  form: ProtocolForm,
  isHeld: (role: string) => boolean,
): ProtocolForm => ({
  ...form,
  deadlines: form.deadlines.filter((deadline) => bindersOf(form, deadline.for).some(isHeld)),
})
