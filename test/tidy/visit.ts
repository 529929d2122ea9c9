/** Walks the syntax tree of a file and collects what a rule finds in it. */
import { Visitor, type VisitorObject } from 'oxc-parser'
import { placeOf, type SourceFile } from './house.ts'

/** Notes a breach at an offset. */
export type Note = (offset: number, what: string) => void

/** The breaches that a visitor notes in each of the files. */
export const breachesIn = (
  sources: readonly SourceFile[],
  visitorOf: (note: Note, source: SourceFile) => VisitorObject,
): readonly string[] =>
  sources.flatMap((source) => {
    const found: string[] = []
    const note: Note = (offset, what) => {
      found.push(`${placeOf(source, offset)} ${what}`)
    }
    new Visitor(visitorOf(note, source)).visit(source.program)
    return found
  })
