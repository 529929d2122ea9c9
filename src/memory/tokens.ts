/**
 * Counting tokens: an estimate that loads in milliseconds, since no one count is right for every model.
 *
 * Exact vocabularies are 22 to 31 MB and take 0.2 to 0.8 s to load. Measured against one of them (o200k), the
 * estimate is within 8 % on prose and code and up to 27 % too high on dense JSON and on Chinese. Runs of
 * hash-like characters, which it takes for one word, are counted apart.
 */

/** Tokens of a text, a positive integer or 0; the same text always gives the same number. */
export type CountTokens = (text: string) => number

/** Twenty or more characters without a break; with a digit among them it is a hash, a key, base64. */
const longRun = /[A-Za-z0-9+=_-]{20,}/g

/** A hash of 40 hex digits is about 23 tokens. */
const tokensPerOpaqueCharacter = 0.6

/** The estimate is made piece by piece: it keeps every word of a piece on the stack. */
const pieceCharacters = 10_000

/** Loads the estimate; late, so that whoever composes no brief pays nothing. */
export const loadTokenCounter = async (): Promise<CountTokens> => {
  const { estimateTokenCount } = await import('tokenx')
  return (text) => {
    let tokens = 0
    for (let start = 0; start < text.length; start += pieceCharacters) {
      const { plain, opaqueCount } = parted(text.slice(start, start + pieceCharacters))
      tokens += estimateTokenCount(plain) + Math.ceil(opaqueCount * tokensPerOpaqueCharacter)
    }
    return tokens
  }
}

const parted = (piece: string): { readonly plain: string; readonly opaqueCount: number } => {
  let opaqueCount = 0
  const plain = piece.replace(longRun, (run) => {
    if (!/[0-9]/.test(run)) return run
    opaqueCount += run.length
    return ' '
  })
  return { plain, opaqueCount }
}
