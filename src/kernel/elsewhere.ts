/** Where the roles of a protocol are held that are not held here. */

/** By role, the firm that holds it; roles that are not named are held here. */
export type Elsewhere = { readonly [role: string]: string }
