/** What one mind is given for one turn, and the receipt of what it was given. */
import type { Hash, Json } from '../../base/index.ts'
import type { BriefTokens } from '../../kernel/index.ts'

/** Who is briefed, for which enactment; empty is the lobby, where a member looks for something to open. */
export interface BriefAsk {
  readonly member: string
  readonly enactment: string
  readonly role: string
  /** The open turn whose premises the brief shows. */
  readonly turn?: string
  /** What is to be known of the member's worktree, as sentences. */
  readonly worktree?: readonly string[]
  /** What content says; undefined where it is not read. Only names that the member may read are asked for. */
  readonly contentOf?: (name: Hash) => Json | undefined
  /** Whether the member's last brief there said this piece, word for word; where absent nothing was said before. */
  readonly saidBefore?: (text: string) => boolean
}

/** The budget, and how it is counted. */
export interface BriefOptions {
  readonly tokensMax: number
  /** Tokens of a text; the same text must always give the same number. */
  readonly countTokens: (text: string) => number
}

/** The sections in the order in which they stand: what decides comes first and last. */
const sections = [
  'you',
  'changed',
  'task',
  'worktree',
  'standing',
  'tried',
  'nearby',
  'ask',
  'menu',
] as const

/** The name of a section. */
export type SectionName = (typeof sections)[number]

/** Headings as the mind reads them. */
const headings: { readonly [name in SectionName]: string } = {
  you: '',
  changed: 'What changed since your last turn here',
  task: 'The task',
  worktree: 'Your worktree',
  standing: 'What stands, and your turn rests on',
  tried: 'What was tried and did not succeed',
  nearby: 'Who acts nearby',
  ask: 'Whom to ask',
  menu: 'What you may do now',
}

/** How a text is laid out: its sections in their order, and the headings over them, where they have one. */
export interface Layout<Section extends string = SectionName> {
  readonly sections: readonly Section[]
  readonly headings: { readonly [name in Section]: string }
}

/** How a brief is laid out. */
export const briefLayout: Layout = { sections, headings }

/** One piece of a brief before it is fitted. */
export interface Piece<Section extends string = SectionName> {
  readonly section: Section
  /** What it is about, for the receipt: a fact, a path, an enactment, a message. */
  readonly what: string
  readonly text: string
  /** A shorter form, where the whole does not fit. */
  readonly short?: string
  /** Lower ranks are fitted first; 0 is never left out. */
  readonly rank: number
  /** Whether another member handed it over since the work began. */
  readonly handedOver?: true
}

/** What stands in a brief. */
export interface IncludedPiece<Section extends string = SectionName> {
  readonly section: Section
  readonly what: string
  readonly tokens: number
  readonly shortened: boolean
}

/** What was left out of a brief, and why. */
export interface LeftOutPiece<Section extends string = SectionName> {
  readonly section: Section
  readonly what: string
  readonly why: 'budget' | 'audience'
}

/** What the mind was given: kept as content, so that a choice can be followed to what was known. */
export interface BriefReceipt {
  /** The ledger position up to which the brief knew. */
  readonly position: number
  readonly member: string
  readonly enactment: string
  readonly tokensMax: number
  readonly tokens: number
  readonly tokensBy: BriefTokens
  readonly included: readonly IncludedPiece[]
  readonly leftOut: readonly LeftOutPiece[]
}

/** A composed brief. */
export interface Brief {
  readonly text: string
  readonly tokens: number
  /** Its pieces as they stand in the text. */
  readonly said: readonly string[]
  readonly receipt: BriefReceipt
}
