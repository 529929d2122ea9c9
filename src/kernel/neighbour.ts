/** Another firm as this one knows it: by which key its letters are verified, and where letters for it go. */

/** A neighbour, as the charter names it. */
export interface Neighbour {
  /** Its public key (ed25519), as 64 hex digits. */
  readonly key: string
  /** The folder that takes letters for it; a relative path is seen from the charter's folder. */
  readonly letterbox: string
}
