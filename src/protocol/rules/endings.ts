/** Whether a word is an ending, as opposed to a message. */
import type { Ending } from '../form.ts'
import { endings } from '../machine/course.ts'

/** Whether an enactment can end by this word. */
export const isEnding = (word: string): word is Ending => endings.some((ending) => ending === word)
