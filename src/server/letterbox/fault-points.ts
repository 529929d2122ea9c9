/** The instants of carrying letters by folders at which a plan of faults may stop the program, by name. */

/** Before and after every write of the letterbox. */
export const letterboxFaultPoints = [
  'letterbox: before a draft',
  'letterbox: draft written',
  'letterbox: letter put',
  'letterbox: before a letter goes',
  'letterbox: letter gone',
  'letterbox: before it is put aside',
  'letterbox: put aside',
] as const

/** One of those names. */
export type LetterboxFaultPoint = (typeof letterboxFaultPoints)[number]
