/** The face of api: the verbs and the shapes of the wire, safe in a browser. */
export type { ArgumentForm, OptionForm, VerbForm } from './verb-form.ts'
export { anchorForm } from './verbs/anchor.ts'
export { checkForm } from './verbs/check.ts'
export { doctorForm } from './verbs/doctor.ts'
export { helpForm } from './verbs/help.ts'
export { logForm } from './verbs/log.ts'
export { protocolForm } from './verbs/protocol.ts'
export { verifyForm } from './verbs/verify.ts'
export { checkedProtocol, type CheckedProtocol } from './wire/checked-protocol.ts'
export { factOrigin, type FactOrigin } from './wire/fact-origin.ts'
export {
  hostReply,
  type HostReply,
  hostRequest,
  type HostRequest,
  type ToldLine,
  toldLine,
  watchVerb,
} from './wire/exchange.ts'
export { type LineSplitter, lineSplitter } from './wire/line-splitter.ts'
export { finding, type Finding, type Health } from './wire/finding.ts'
export { ledgerAnchor, type LedgerAnchor } from './wire/ledger-anchor.ts'
export { logLineOf } from './wire/log-line-of.ts'
export { logLine, type LogLine, premiseLine, type PremiseLine } from './wire/log-line.ts'
export { waitingIntent, type WaitingIntent } from './wire/waiting-intent.ts'
export { firstMinuteForm } from './verbs/first-minute.ts'
