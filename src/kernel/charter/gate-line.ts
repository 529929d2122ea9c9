/** Gates as charters write them: `gate(change, 'merge').approval('ana')`. */
import type { Hash } from '../../base/index.ts'
import type { AnyProtocol } from '../../protocol/index.ts'
import type { GateForm, PolicyLine } from '../charter-form.ts'
import type { Amount } from './amount.ts'
import type { Test } from './policy-test.ts'

/** One line of policy, with the names that it uses. */
export interface GateLine<Protocol extends string = string, Who extends string = string> {
  readonly kind: 'gate'
  readonly line: PolicyLine & { readonly protocol: Protocol }
  /** Which version of the protocol the line was written for. */
  readonly hash: Hash
  /** Members who approve and verify. */
  readonly who: readonly Who[]
}

/** How long an intent waits for a veto, in attended time; unanswered it stays held, unless it `goes`. */
export interface VetoWindow {
  readonly for: Amount<'minutes'>
  readonly unanswered: 'held' | 'goes'
}

/** The roles of a protocol, sets without their brackets. */
export type RoleOf<P extends AnyProtocol> = P['roles'][number] extends infer Role
  ? Role extends `${infer Set}[]`
    ? Set
    : Role & string
  : never

/** The verdicts, each for the case that its test holds. Of several lines the strictest wins. */
export interface Gate<Name extends string, Word extends string> {
  /** It happens, and nobody is told. */
  readonly silent: (test?: Test<Word>) => GateLine<Name, never>
  /** It happens, and the operator is told. */
  readonly inform: (test?: Test<Word>) => GateLine<Name, never>
  /** It waits, and the operator may say no. */
  readonly veto: (
    window: Amount<'minutes'> | VetoWindow,
    test?: Test<Word>,
  ) => GateLine<Name, never>
  /** It waits until this person says yes. */
  readonly approval: <const Who extends string>(who: Who, test?: Test<Word>) => GateLine<Name, Who>
  /** It waits for a yes, and for a verifier who is another principal. */
  readonly verified: <const Who extends string, const Verifier extends string>(
    who: Who,
    verifier: Verifier,
    test?: Test<Word>,
  ) => GateLine<Name, Who | Verifier>
  /** It never happens. */
  readonly forbid: (test?: Test<Word>) => GateLine<Name, never>
}

/** The gate of one message of a protocol. */
export const gate = <
  const P extends AnyProtocol,
  const Message extends keyof P['messages'] & string,
>(
  protocol: P,
  message: Message,
): Gate<
  P['name'],
  // Spelled out here, so that the compiler prints the words that would be right.
  | `fact:${keyof P['facts'] & string}`
  | `fact:${keyof P['facts'] & string}.${string}`
  | `role:${RoleOf<P>}`
> => {
  const line = lineOf(protocol, message)
  return {
    silent: (test) => ({ ...line({ kind: 'silent' }, test), who: [] }),
    inform: (test) => ({ ...line({ kind: 'inform' }, test), who: [] }),
    veto: (window, test) => ({ ...line(vetoOf(window), test), who: [] }),
    approval: (who, test) => ({ ...line({ kind: 'approval', who }, test), who: [who] }),
    verified: (who, verifier, test) => ({
      ...line({ kind: 'verified', who, verifier }, test),
      who: [who, verifier],
    }),
    forbid: (test) => ({ ...line({ kind: 'forbid' }, test), who: [] }),
  }
}

const lineOf =
  <P extends AnyProtocol>(protocol: P, message: string) =>
  (verdict: GateForm, test: Test | undefined): Omit<GateLine<P['name']>, 'who'> => {
    const name: P['name'] = protocol.name
    const when = test === undefined ? {} : { when: test.form }
    return {
      kind: 'gate',
      line: { protocol: name, message, gate: verdict, ...when },
      hash: protocol.hash,
    }
  }

const vetoOf = (window: Amount<'minutes'> | VetoWindow): GateForm => {
  const { count } = 'for' in window ? window.for : window
  const goesUnanswered = 'for' in window && window.unanswered === 'goes'
  return { kind: 'veto', windowMs: Math.round(count * 60_000), goesUnanswered }
}
