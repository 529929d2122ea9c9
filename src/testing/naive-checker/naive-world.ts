/** The state of an enactment as plain objects keyed by names: the naive checker's own, not the machine's. */
import type { Ending, ProtocolForm } from '../../protocol/form.ts'

/** What a fact is bound to: its branch, or `*` where it has none. */
export type Worth = string

/** What became of an effect. */
export type Fate = 'started' | 'done' | 'failed' | 'refused' | 'undoing' | 'undone'

/** A plain record. */
export interface Dict<T> {
  readonly [name: string]: T
}

/** Everything about one enactment, and the child that its round opened. */
export interface World {
  readonly facts: Dict<Worth>
  /** Standing facts that a started effect will bind. */
  readonly reserved: Dict<Worth>
  /** By member or part: facts of its own. */
  readonly own: Dict<Dict<Worth>>
  /** By set: its members. */
  readonly members: Dict<readonly string[]>
  /** Facts of a set that were read, so that nobody binds them any more. */
  readonly closed: Dict<true>
  /** By message, or message@member. */
  readonly sent: Dict<true>
  readonly fates: Dict<Fate>
  readonly passed: Dict<true>
  readonly first: string
  readonly round: number
  readonly ending: Ending | ''
  readonly asked: boolean
  readonly ended: Ending | ''
  readonly child: World | null
}

/** The name under which a message of a member is kept. */
export const keyOf = (message: string, member: string): string =>
  member === '' ? message : `${message}@${member}`

/** How many members each set has. */
export type SetSizes = Dict<number>

/** The names of a set's members. */
export const namesOf = (set: string, sizes: SetSizes): string[] =>
  Array.from({ length: sizes[set] ?? 1 }, (_, index) => `${set}${index + 1}`)

/** The role set that binds this fact, each member one of its own, or ''. */
export const ownerOf = (form: ProtocolForm, fact: string): string => {
  const senders = Object.values(form.messages)
    .filter((message) => message.out.some((out) => out.fact === fact))
    .map((message) => message.from)
  const sender = senders[0] ?? ''
  const isSet = form.roles.some((role) => role.name === sender && role.set)
  const declared = form.facts[fact]
  const isForAll =
    declared?.first === true ||
    declared?.drawnFrom !== undefined ||
    form.key.includes(fact) ||
    form.roles.some((role) => role.name === fact)
  return isSet && !isForAll && senders.every((each) => each === sender) ? sender : ''
}

const namesFirst = (form: ProtocolForm, set: string): boolean =>
  Object.values(form.messages).some((message) => message.from !== set && message.to.includes(set))

const isNamedByFact = (form: ProtocolForm, set: string): boolean =>
  form.facts[set]?.kind === 'members' &&
  Object.values(form.messages).some((message) => message.out.some((out) => out.fact === set))

/** The sets that this message names. */
export const setsNamedBy = (form: ProtocolForm, message: string): string[] => {
  const said = form.messages[message]
  if (said === undefined) return []
  const roles = form.roles
    .filter((role) => role.set)
    .map((role) => role.name)
    .filter((set) =>
      isNamedByFact(form, set)
        ? said.out.some((out) => out.fact === set)
        : said.from !== set && said.to.includes(set),
    )
  const parts = said.out.map((out) => out.fact).filter((fact) => form.facts[fact]?.kind === 'each')
  return [...roles, ...parts]
}

/** An enactment before its first message; `kept` are facts that a child is born with. */
export const born = (form: ProtocolForm, sizes: SetSizes, kept: Dict<Worth> = {}): World => {
  const open = form.roles
    .filter((role) => role.set)
    .map((role) => role.name)
    .filter((set) => (isNamedByFact(form, set) ? kept[set] !== undefined : !namesFirst(form, set)))
  return {
    facts: kept,
    reserved: {},
    own: {},
    members: Object.fromEntries(open.map((set) => [set, namesOf(set, sizes)])),
    closed: {},
    sent: {},
    fates: {},
    passed: {},
    first: '',
    round: 0,
    ending: '',
    asked: false,
    ended: '',
    child: null,
  }
}

/** The same answer without asking twice: no world ever changes, so what was said of one still holds. */
export const remembering = <T>(ask: (world: World) => T): ((world: World) => T) => {
  const known = new Map<World, T>()
  return (world) => {
    const before = known.get(world)
    if (before !== undefined) return before
    const answer = ask(world)
    known.set(world, answer)
    return answer
  }
}

const plain = (dict: Dict<string | boolean>): string => {
  let text = ''
  for (const name of Object.keys(dict).sort()) text += `${name}=${String(dict[name])} `
  return text
}

/** One text for each world. */
export const textOf = (world: World): string => {
  let text = `${world.first} ${world.round} ${world.ending} ${String(world.asked)} ${world.ended}`
  for (const part of [world.facts, world.reserved, world.closed, world.sent, world.fates]) {
    text += `\n${plain(part)}`
  }
  text += `\n${plain(world.passed)}\n${Object.keys(world.members).sort().join(' ')}`
  for (const member of Object.keys(world.own).sort()) {
    text += `\n${member}: ${plain(world.own[member] ?? {})}`
  }
  return world.child === null ? text : `${text}\n> ${textOf(world.child)}`
}
