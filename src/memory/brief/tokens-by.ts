/** What the tokens of a brief were: a piece that the last brief said too is repeated, any other is what its section is. */
import type { BriefTokens } from '../../kernel/index.ts'
import type { BriefAsk, Piece, SectionName } from './brief.ts'

/** A piece that fits, as it stands. */
export interface Taken<Section extends string = SectionName> {
  readonly piece: Piece<Section>
  readonly text: string
  readonly tokens: number
}

const kinds: { readonly [section in SectionName]: Exclude<keyof BriefTokens, 'repeated'> } = {
  you: 'task',
  changed: 'memory',
  task: 'task',
  worktree: 'task',
  standing: 'memory',
  tried: 'memory',
  nearby: 'memory',
  ask: 'memory',
  menu: 'menu',
}

/** The tokens of these pieces by what they were. */
export const tokensBy = (
  taken: readonly Taken[],
  saidBefore: BriefAsk['saidBefore'],
): BriefTokens => {
  const tokens = { task: 0, memory: 0, handOff: 0, menu: 0, repeated: 0 }
  for (const { piece, text, tokens: count } of taken) {
    const kind = piece.handedOver === true ? 'handOff' : kinds[piece.section]
    tokens[saidBefore?.(text) === true ? 'repeated' : kind] += count
  }
  return tokens
}
