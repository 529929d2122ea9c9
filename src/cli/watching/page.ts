/** The lines of a live view: with their hour on a terminal; in a file each one dated, on its own and of a bearable length. */
import { type Clock, formatInstant, type Instant } from '../../base/index.ts'
import { oneLine } from '../plain-text.ts'

/** Where a live view writes. */
export interface Page {
  /** Writes what is so now; a file gets no empty lines. */
  readonly write: (line: string) => void
  /** Writes what happened at an instant. */
  readonly tell: (line: string, happened: Happened) => void
}

/** When something happened, and what its line ends with. */
export interface Happened {
  readonly at: Instant
  /** Stands at the end, and is never cut. */
  readonly mark: string
  /** How to read all of it, where the line must be cut. */
  readonly whole: string
}

/** What a page is opened on. */
export interface PageNeeds {
  readonly clock: Clock
  readonly isTerminal: boolean
  readonly write: (line: string) => void
}

/** The most characters of a line, its date included: two lines and a half of the narrowest terminal. */
const lineCharactersMax = 200

/** Opens a page; a person scrolls back in a terminal, and greps in a file. */
export const openPage = ({ clock, isTerminal, write }: PageNeeds): Page => {
  const dated = (at: Instant): string => `${formatInstant(at).slice(0, 19)}Z  `
  const put = (line: string): void => write(cut(oneLine(line)))
  return {
    write: (line) => {
      if (isTerminal) put(line)
      else if (line !== '') put(dated(clock.now()) + line)
    },
    tell: (line, { at, mark, whole }) =>
      write(cut(oneLine(dated(at) + line), mark, ` (${whole})`) + mark),
  }
}

/** The text, with room kept for a mark after it; where it must be cut, with the way to the rest. */
const cut = (text: string, mark = '', rest = ''): string => {
  const characters = Array.from(text)
  const room = lineCharactersMax - mark.length
  if (characters.length <= room) return text
  const end = `…${rest}`
  return characters.slice(0, room - end.length).join('') + end
}
