/** Records counted from events: reports whose truth an environment was asked about, by principal and protocol. */
import { clockName, type FirmEvent } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import type { Account } from './account.ts'
import { principalIn } from './principal.ts'

/** How often a principal kept its word in a protocol, and how often it did not. */
export const recordOf = (
  { records }: Account,
  principal: string,
  domain: string,
): { readonly kept: number; readonly broken: number } =>
  records.get(`${domain} ${principal}`) ?? { kept: 0, broken: 0 }

/** Counts what an event says of somebody's word. To be called before the event moves its enactment. */
export const noteRecord = (account: Account, event: FirmEvent): void => {
  if (event.type === 'message-sent') {
    const work = account.works.get(event.enactment)
    if (work === undefined || event.by === clockName) return
    if (isAsked(work.form, event.message)) count(account, work.protocol, event.principal).kept += 1
  }
  if (event.type === 'turn-refused' && event.why === 'missing-receipt') {
    const { enactment, message, by } = event
    const domain = account.works.get(enactment)?.protocol ?? openedBy(account, message)
    count(account, domain, principalIn(account, by)).broken += 1
  }
}

const count = (account: Account, domain: string, principal: string) => {
  const record = { ...recordOf(account, principal, domain) }
  account.records.set(`${domain} ${principal}`, record)
  return record
}

// In the lobby a turn has no enactment yet: the message says which protocol it would have opened.
const openedBy = ({ charter }: Account, message: string): string =>
  Object.entries(charter?.protocols ?? {}).find(
    ([, form]) => form.messages[message] !== undefined,
  )?.[0] ?? ''

/** Whether a message binds something that an environment of the protocol can be asked about. */
const isAsked = (form: ProtocolForm, message: string): boolean => {
  const kinds = Object.values(form.environments).map(({ kind }) => `${kind}-`)
  return (form.messages[message]?.out ?? []).some(({ fact }) => {
    const format = form.facts[fact]?.schema['format']
    return typeof format === 'string' && kinds.some((kind) => format.startsWith(kind))
  })
}
