/** Environments as a protocol sees them: which effects they have, and how those can be undone. */
import type { JsonObject } from '../../base/index.ts'
import type { EffectForm } from '../form.ts'
import type { AnySchema, ValueOf } from '../fact/fact.ts'

/** What one effect needs and promises. */
export interface EffectRule {
  /** Schemas of the facts it reads, in the order of its arguments. */
  readonly reads: readonly AnySchema[]
  /** A revocable effect has an inverse in its environment; an irreversible one has none. */
  readonly kind: EffectForm['kind']
  /** How a doubt is settled: by the idempotency key, by asking, or by the operator. */
  readonly doubt: EffectForm['doubt']
}

/** The effects of an environment, by verb. */
export interface EffectRules {
  readonly [verb: string]: EffectRule
}

/** An environment as declared: the host opens it with its options. */
export interface Environment<Kind extends string = string> {
  readonly kind: Kind
  /** What the host needs to open it, as JSON. */
  readonly options: JsonObject
}

/** An effect in a protocol: `does: repo.merge('commit')`. */
export interface Effect<
  Kind extends string = string,
  Reads extends readonly string[] = readonly string[],
  Takes = unknown,
  Reversal extends EffectForm['kind'] = EffectForm['kind'],
> {
  readonly environment: Environment<Kind>
  readonly verb: string
  readonly reads: Reads
  readonly kind: Reversal
  readonly doubt: EffectForm['doubt']
  /** The types of the values it reads; never there at run time. */
  readonly takes?: Takes
}

/** The types of values that an effect reads, in order. */
type Taken<Reads extends readonly AnySchema[]> = { readonly [I in keyof Reads]: ValueOf<Reads[I]> }

/** One name for each fact that an effect reads. */
type NamesFor<Reads extends readonly AnySchema[]> = { readonly [I in keyof Reads]: string }

/** The effects as methods: each takes the names of the facts that it reads. */
export type Effects<Kind extends string, Rules extends EffectRules> = {
  readonly [Verb in keyof Rules]: <const Names extends NamesFor<Rules[Verb]['reads']>>(
    ...names: Names
  ) => Effect<Kind, Names, Taken<Rules[Verb]['reads']>, Rules[Verb]['kind']>
}

/**
 * Declares an environment with its effects: `bank.charge('amount')` then is what a message `does`.
 * The host must know how to open `kind`; `options` are handed to it.
 */
export const environment = <const Kind extends string, const Rules extends EffectRules>(
  kind: Kind,
  rules: Rules,
  options: JsonObject = {},
): Environment<Kind> & Effects<Kind, Rules> => {
  const declared: Environment<Kind> = { kind, options }
  const effects = Object.entries(rules).map(([verb, rule]) => [
    verb,
    (...names: readonly string[]): Effect => ({
      environment: declared,
      verb,
      reads: names,
      kind: rule.kind,
      doubt: rule.doubt,
    }),
  ])
  return Object.assign(declared, Object.fromEntries(effects) as Effects<Kind, Rules>)
}
