/** How the first words to a window are laid out: who it is comes first, and last what it should leave alone. */
import type { Layout, Piece } from '../brief/brief.ts'

const sections = ['you', 'standing', 'owners', 'tried', 'waiting', 'editing'] as const

/** The name of a section. */
export type FirstSection = (typeof sections)[number]

/** One piece of the first words before it is fitted. */
export type FirstPiece = Piece<FirstSection>

/** The sections with their headings. */
export const firstLayout: Layout<FirstSection> = {
  sections,
  headings: {
    you: '',
    standing: 'What stands here, for you too',
    owners: 'Who answers for what',
    tried: 'What was tried and did not succeed',
    waiting: 'What waits for a person',
    editing: 'What others edit now: leave it alone, or ask them',
  },
}
