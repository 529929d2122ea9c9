/**
 * Purposes: what a window was asked for, in a few words that may stand in the ledger. Whoever asks may paste a key or a
 * password, so only plain words are kept: letters and what joins them, no digits, none that is long.
 */

const charactersMax = 80
const wordCharactersMax = 30

/** The first line of what was asked, its plain words; empty where it has none. */
export const purposeOf = (said: string): string => {
  const line = said.split('\n').find((one) => one.trim() !== '') ?? ''
  const words = line.trim().split(/\s+/).map(plainWord)
  const kept = words.filter((word, place) => word !== gap || words[place - 1] !== gap)
  if (kept.every((word) => word === gap)) return ''
  const text = kept.join(' ')
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax - 1).trimEnd()}…`
}

const gap = '…'

const plainWord = (word: string): string =>
  word.length <= wordCharactersMax && /^[\p{L}\p{M}'’"“”().,:;!?/_-]+$/u.test(word) ? word : gap
