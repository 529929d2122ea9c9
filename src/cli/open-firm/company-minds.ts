/** The minds of a charter's members: what thinks for each, and the variables that its programs may see. */
import { FirmError, isJsonObject, type JsonObject } from '../../base/index.ts'
import type { Mind, Processes, ProcessLimits } from '../../host/ports/index.ts'
import type { Firm } from '../../kernel/charter/index.ts'
import type { MemberForm } from '../../kernel/index.ts'
import {
  claude,
  codex,
  commandMind,
  type Manner,
  type MindFence,
  plainManner,
  variablesFor,
} from '../../minds/command/index.ts'
import { personMind } from '../../minds/person/index.ts'
import { scriptMind } from '../../minds/script/index.ts'
import { windowMind } from '../../minds/window/index.ts'

/** Everything that is known of how a member thinks. */
export interface SeatedMind {
  readonly mind: Mind
  /** The program that is run for each turn; a script and a person have none. */
  readonly manner: Manner | undefined
  /** Exactly the variables that its program gets. */
  readonly variables: { readonly [name: string]: string }
}

/** What making minds needs. */
export interface MindNeeds {
  readonly processes: Processes
  readonly variables: { readonly [name: string]: string | undefined }
  /** What members' programs are kept from, where the processes here can hold it. */
  readonly fence?: MindFence
}

/** The minds of a firm by member. */
export const companyMinds = (
  firm: Pick<Firm, 'form' | 'scripts'>,
  needs: MindNeeds,
): ReadonlyMap<string, SeatedMind> =>
  new Map(
    Object.entries(firm.form.members).map(([name, member]) => [
      name,
      seatedMind(name, { member, plays: firm.scripts[name] ?? [] }, needs),
    ]),
  )

/** The mind of one member. */
export const seatedMind = (
  name: string,
  { member, plays }: { readonly member: MemberForm; readonly plays: Firm['scripts'][string] },
  needs: MindNeeds,
): SeatedMind => {
  const { kind, options } = member.mind
  if (kind === 'person') return { mind: personMind(), manner: undefined, variables: {} }
  if (kind === 'window') return { mind: windowMind(), manner: undefined, variables: {} }
  if (kind === 'script') {
    const mind = scriptMind(plays, { turnsAtOnce: member.turnsAtOnce })
    return { mind, manner: undefined, variables: {} }
  }
  const { processes, fence } = needs
  const fenced = fence === undefined ? {} : { fence }
  const manner = mannerOf(member.mind)
  if (manner === undefined) throw new UnknownMindError(name, kind)
  return {
    mind: commandMind(manner, { processes, limits: limitsOf(options), ...fenced }),
    manner,
    variables: variablesFor(manner, needs.variables),
  }
}

/** How a member's program is spoken to; undefined for what is no program. */
export const mannerOf = ({ kind, options }: MemberForm['mind']): Manner | undefined => {
  if (kind === 'command') return plainManner(textOf(options['program']), textsOf(options['args']))
  if (kind !== 'coding-agent') return undefined
  const { model } = options
  const given = {
    ...(typeof model === 'string' ? { model } : {}),
    args: textsOf(options['args']),
  }
  if (options['agent'] === 'claude') return claude(given)
  return options['agent'] === 'codex' ? codex(given) : undefined
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** Enough for a build with all its workers, and far from what would bring the machine down. */
const limitsDefault: Required<ProcessLimits> = {
  timeMs: 1_800_000,
  outputBytes: 10_000_000,
  memoryBytes: 8 * 1024 ** 3,
  processCount: 512,
}

/** The limits of a member's turn, as its charter says. */
export const limitsOf = ({ limits }: JsonObject): ProcessLimits => {
  if (!isJsonObject(limits)) return limitsDefault
  const limit = (name: keyof ProcessLimits): number => {
    const said = limits[name]
    return typeof said === 'number' ? said : limitsDefault[name]
  }
  return {
    timeMs: limit('timeMs'),
    outputBytes: limit('outputBytes'),
    memoryBytes: limit('memoryBytes'),
    processCount: limit('processCount'),
  }
}

/** The charter gives a member a mind that this program does not have. */
export class UnknownMindError extends FirmError {
  override readonly name = 'UnknownMindError'

  constructor(member: string, kind: string) {
    super('unknown-mind', `${member} thinks by '${kind}', which is not known`, {
      hint: 'Use person, script, command, claude or codex, or a version of Firm that has it.',
      data: { member, kind },
    })
  }
}
