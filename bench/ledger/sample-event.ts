/** A made-up event of about 300 bytes, in the shape that a kernel writes. */
import { encodeCanonical } from '../../src/base/index.ts'

/** The canonical JSON of event `index`. */
export const sampleEvent = (index: number): string =>
  encodeCanonical({
    at: 1_700_000_000_000 + index * 37,
    by: 'eve',
    enactment: `change/${index % 1000}`,
    facts: {
      plan: 'Read the parser first, then mend the anchor',
      spec: { paths: ['src/a.ts', 'docs/b.md'], n: index },
    },
    format: 1,
    message: 'accept',
    premises: ['decision/parser@3', 'goal/v1@1'],
    turn: `turn-${index}`,
    type: 'message-sent',
  })
