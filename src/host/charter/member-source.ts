/** A member as the source that makes it: `claude({ roles: ['engineer'] })`. */
import type { Json } from '../../base/index.ts'
import type { MemberSpec } from '../../kernel/charter/index.ts'
import { callOf, listOf, objectOf, type Piece, quote } from './source-text.ts'

/** The source of one member, and the words of `firm` that it uses. */
export interface MemberSource {
  readonly piece: Piece
  readonly words: readonly string[]
}

type Field = readonly [name: string, piece: Piece]

/** The source of a member. `plays` is the name that a script's code is imported by. */
export const memberSource = (member: MemberSpec, plays: string): MemberSource => {
  const { kind, options } = member.mind
  if (kind === 'command') {
    const { fields, words } = programFields(member, [])
    const program = quote(textOf(options['program']))
    const piece = callOf('command', program, textList(options['args']), objectOf(fields))
    return { piece, words: ['command', ...words] }
  }
  if (kind === 'coding-agent') {
    const agent = textOf(options['agent'])
    const { fields, words } = programFields(member, agentFields(options))
    return { piece: callOf(agent, objectOf(fields)), words: [agent, ...words] }
  }
  if (kind === 'window') {
    const agent = textOf(options['agent'])
    const piece = callOf('window', quote(agent), objectOf(ownFields(member, [agent])))
    return { piece, words: ['window'] }
  }
  const own = ownFields(member, [])
  if (kind !== 'script') return { piece: callOf(kind, objectOf(own)), words: [kind] }
  const script = [...own, ...scriptFields(member)]
  return { piece: callOf('script', objectOf(script), `...${plays}`), words: ['script'] }
}

const ownFields = (member: MemberSpec, implied: readonly string[]): readonly Field[] => {
  const kinship = member.kinship.filter((kin) => !implied.includes(kin))
  return [
    ['roles', textList(member.roles)],
    ...(member.principal === undefined ? [] : [['principal', quote(member.principal)] as const]),
    ...(kinship.length === 0 ? [] : [['kinship', textList(kinship)] as const]),
  ]
}

const agentFields = (options: MemberSpec['mind']['options']): readonly Field[] => {
  const { model, args } = options
  return [
    ...(typeof model === 'string' ? [['model', quote(model)] as const] : []),
    ...(Array.isArray(args) && args.length > 0 ? [['args', textList(args)] as const] : []),
  ]
}

const scriptFields = ({ turnsAtOnce, mind: { options } }: MemberSpec): readonly Field[] => [
  ...(turnsAtOnce === 1 ? [] : [['turnsAtOnce', String(turnsAtOnce)] as const]),
  ...(typeof options['file'] === 'string' ? [['file', quote(options['file'])] as const] : []),
]

/** Fields of a member that is a program: what it says of itself, its limits and its price. */
const programFields = (
  member: MemberSpec,
  said: readonly Field[],
): { readonly fields: readonly Field[]; readonly words: readonly string[] } => {
  const { agent, model } = member.mind.options
  const kin = textOf(agent)
  const limits = limitFields(member)
  const price = priceOf(member)
  const { tokens } = member.turnCost
  return {
    fields: [
      ...ownFields(member, [kin, `${kin}:${textOf(model)}`]),
      ...said,
      ...(limits.length === 0 ? [] : [['limits', objectOf(limits)] as const]),
      ...(price === undefined ? [] : [['price', price.piece] as const]),
      ...(tokens === undefined ? [] : [['tokens', callOf('tokens', String(tokens))] as const]),
    ],
    words: [
      ...(limits.some(([name]) => name === 'time') ? ['minutes'] : []),
      ...(price === undefined ? [] : [price.word]),
      ...(tokens === undefined ? [] : ['tokens']),
    ],
  }
}

const timeMsDefault = 1_800_000
const outputBytesDefault = 10_000_000

const limitFields = ({ mind: { options } }: MemberSpec): readonly Field[] => {
  const { limits } = options
  if (typeof limits !== 'object' || limits === null || !('timeMs' in limits)) return []
  const { timeMs, outputBytes, memoryBytes, processCount } = limits
  return [
    ...(timeMs === timeMsDefault
      ? []
      : [['time', callOf('minutes', String(Number(timeMs) / 60_000))] as const]),
    ...(outputBytes === outputBytesDefault
      ? []
      : [['outputBytes', String(Number(outputBytes))] as const]),
    ...(memoryBytes === undefined ? [] : [['memoryBytes', String(Number(memoryBytes))] as const]),
    ...(processCount === undefined
      ? []
      : [['processCount', String(Number(processCount))] as const]),
  ]
}

const priceOf = ({
  turnCost: { moneyMillionths, currency },
}: MemberSpec): { readonly piece: Piece; readonly word: string } | undefined => {
  if (moneyMillionths === undefined || currency === undefined) return undefined
  const amount = String(moneyMillionths / 1e6)
  if (currency === 'USD') return { piece: callOf('usd', amount), word: 'usd' }
  return { piece: callOf('cash', quote(currency), amount), word: 'cash' }
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const textList = (value: Json | undefined): Piece =>
  listOf(Array.isArray(value) ? value.map((item: Json) => quote(textOf(item))) : [])
