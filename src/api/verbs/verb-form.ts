/** What a verb is, apart from how it is carried out: the program, the server and the page share it. */

/** An argument by its place. */
export interface ArgumentForm {
  readonly name: string
  readonly summary: string
  readonly required: boolean
  /** Takes all that is left; only the last argument may. */
  readonly many?: true
}

/** An option by its name, without dashes. */
export interface OptionForm {
  readonly name: string
  readonly summary: string
  /** What its value is called, such as `FILE`; absent for one that is only there or not. */
  readonly value?: string
  /** May be given several times. */
  readonly many?: true
}

/** A verb. Every verb also takes `--json` and `--help`. */
export interface VerbForm {
  readonly name: string
  /** One sentence, as the list of verbs shows it. */
  readonly summary: string
  readonly example: string
  readonly arguments: readonly ArgumentForm[]
  readonly options: readonly OptionForm[]
  /** Whether the first screen of help shows it. */
  readonly newcomer: boolean
  /** Ends where nobody reads it any more; every other verb is brought to its end. */
  readonly endsUnread?: true
}
