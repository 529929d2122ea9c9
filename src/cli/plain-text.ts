/** Text as a screen may show it: what would move, hide or turn round other words stands there as its number instead. */

/** Control codes but line end and tab, and the marks that show text in another order than it is in. */
const unshown = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/**
 * The text without control codes. Members write what screens show, and an escape sequence in it could hide from the
 * operator what they approve. The form is JSON's, so that JSON stays what it was.
 */
export const plainText = (text: string): string =>
  text.replace(unshown, (code) => `\\u${code.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The same as one line: names of files may hold line ends, and a row that breaks could pass for two. */
export const oneLine = (text: string): string =>
  plainText(text).replaceAll('\n', String.raw`\u000a`)
