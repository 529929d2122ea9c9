/** The face of the ledger: its ports, the book, and the walk that verifies it. */
export { encodeAnchor, parseAnchor } from './anchor.ts'
export { type Appending, Book, type BookOptions, BookStoppedError, openBook } from './book.ts'
export {
  type Content,
  DamagedContentError,
  type Erasure,
  inlineFactBytesMax,
  saltBytes,
  type Salts,
  type Subject,
} from './content.ts'
export {
  type ContentReference,
  encodeReference,
  parseReference,
  referencePhrase,
  referencesIn,
  reservedPlaces,
  withoutReserved,
  withReferences,
} from './content-reference.ts'
export { DamagedLedgerError } from './damaged-ledger-error.ts'
export { type Anchor, anchorOf, chainBodies, chainHash, emptyAnchor, type Entry } from './entry.ts'
export {
  contentFaultPoints,
  storeFaultPoints,
  withContentFaults,
  withStoreFaults,
} from './faults.ts'
export { type Hosting, hostingLeaseMs, hostingRenewalMs, type Tenure } from './hosting.ts'
export type { Mark, Marks } from './marks.ts'
export { type NamesOf, openRegister, Register } from './register.ts'
export type { Snapshot, Snapshots } from './snapshot.ts'
export type { ReadOptions, Store } from './store.ts'
export { type Misfit, type Misfitting, verify, type Verified } from './verify.ts'
