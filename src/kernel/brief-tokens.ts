/** What the tokens of a brief were. They are counted when it is made, and stand in the event that ends its turn. */

/** Tokens of one brief, or of many; its headings are in none of them. */
export interface BriefTokens {
  /** Who is briefed, the work as it was given, and where it is done. */
  readonly task: number
  /** What stands, what changed, what was tried, who acts nearby, whom to ask. */
  readonly memory: number
  /** What others bound in the work since it began. */
  readonly handOff: number
  readonly menu: number
  /** What the member's last brief there said too, word for word. */
  readonly repeated: number
}
