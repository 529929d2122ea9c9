/** Signing as the operator: the key is opened by its passphrase, in this process alone. */
import { FirmError } from '../base/index.ts'
import { signedText } from '../kernel/index.ts'
import { openOperatorKey, readOperatorKey } from './operator-key/index.ts'
import { WrongUsageError } from './reading.ts'
import type { Surroundings } from './surroundings.ts'
import type { Given } from './verb.ts'

/** Signs what lets something happen. */
export interface Signer {
  /** The signature over a verb and the hash of what it allows, as hex. */
  readonly sign: (firm: string, verb: string, what: string) => Promise<string>
}

/** The descriptor that `--passphrase-fd` names. */
export const passphraseDescriptor = ({ options }: Given): number | undefined => {
  const text = options['passphrase-fd']
  if (text === undefined) return undefined
  const descriptor = Number(text)
  if (Number.isSafeInteger(descriptor) && descriptor >= 0) return descriptor
  throw new WrongUsageError(
    `--passphrase-fd ${text} is no file descriptor`,
    'Write the passphrase to one: --passphrase-fd 3 3< FILE.',
  )
}

/** A signer of a home's key. The passphrase is asked for once, when it is first needed. */
export const openSigner = (home: string, given: Given, { secrets }: Surroundings): Signer => {
  const open = async () => {
    const sealed = readOperatorKey(home)
    if (sealed === undefined) throw new NoKeyError(home)
    const passphrase = await secrets.passphrase(
      "Passphrase of the operator's key: ",
      passphraseDescriptor(given),
    )
    const opened = await openOperatorKey(sealed, passphrase)
    if (!opened.ok) throw new NotSignedError(opened.message, opened.hint ?? '')
    return opened.value
  }
  let opening: ReturnType<typeof open> | undefined
  return {
    sign: async (firm, verb, what) => {
      opening ??= open()
      const key = await opening.catch((error: unknown) => {
        // A mistyped passphrase may be typed again.
        opening = undefined
        throw error
      })
      return key.sign(signedText(firm, { verb, what }))
    },
  }
}

/** The firm has no operator's key. */
export class NoKeyError extends FirmError {
  override readonly name = 'NoKeyError'

  constructor(home: string) {
    super('no-key', `there is no operator's key at ${home}`, {
      hint: 'Only the place where `firm init` made the firm can sign for it.',
      data: { home },
    })
  }
}

/** Nothing was signed. */
export class NotSignedError extends FirmError {
  override readonly name = 'NotSignedError'

  constructor(message: string, hint: string) {
    super('not-signed', message, { hint })
  }
}
