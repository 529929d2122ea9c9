/** Names that the compiler spells out when it complains. */

/**
 * The same names, so that the compiler prints them one by one and not the alias that they were
 * made by: it forgets an alias only where every member changes, so each is marked and unmarked.
 */
export type Spelled<Names> = `${Names & string}~` extends infer Marked
  ? Marked extends `${infer Each}~`
    ? Each
    : never
  : never
