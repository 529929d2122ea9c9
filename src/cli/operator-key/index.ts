/** The face of the operator's key: made, sealed, kept, opened. */
export { keepOperatorKey, readOperatorKey } from './key-file.ts'
export {
  makeOperatorKey,
  openOperatorKey,
  type OperatorKey,
  passphraseLengthMin,
  type Sealing,
} from './operator-key.ts'
export { askPassphrase, NoPassphraseError, type Secrets, type Terminal } from './passphrase.ts'
export { type SealedKey, SealedKeyError } from './sealed-key.ts'
