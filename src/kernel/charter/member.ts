/** Members as charters write them: people, windows, scripts, commands and coding agents, each with its roles. */
import type { JsonObject } from '../../base/index.ts'
import type { CodeRole } from '../../protocol/index.ts'
import type { MemberForm } from '../charter-form.ts'
import type { Amount } from './amount.ts'

/** What every member says of itself. */
export interface MemberOptions<Role extends string> {
  /** The roles that it may hold; `operator` makes it the person on the loop. */
  readonly roles: readonly Role[]
  /** Whose key answers for it, unless it is its own principal. */
  readonly principal?: string
  /** Models, prompts or owners that it shares with others: those count as one witness with it. */
  readonly kinship?: readonly string[]
}

/** What a program may use in one turn; passing a limit ends it with all its descendants. */
export interface TurnLimits {
  /** Half an hour unless said. */
  readonly time?: Amount<'minutes'>
  /** Of standard output and standard error together; 10 MB unless said. */
  readonly outputBytes?: number
  /** Of the program and its descendants together; 8 GiB unless said. */
  readonly memoryBytes?: number
  /** Of the program and its descendants; 512 unless said. */
  readonly processCount?: number
}

/** What a member that is a program says besides. */
export interface ProgramOptions<Role extends string> extends MemberOptions<Role> {
  readonly limits?: TurnLimits
  /** What a turn may cost at most: reserved before it from every budget over money. */
  readonly price?: Amount<'money'>
  /** How many tokens a turn may take at most. */
  readonly tokens?: Amount<'tokens'>
}

/** What a coding agent says besides. */
export interface AgentOptions<Role extends string> extends ProgramOptions<Role> {
  readonly model?: string
  /** Further arguments for the agent's own program. */
  readonly args?: readonly string[]
}

/** What a script says besides. */
export interface ScriptOptions<Role extends string> extends MemberOptions<Role> {
  /** How many turns it takes at once; one unless said. */
  readonly turnsAtOnce?: number
  /** The file that it was hired from, seen from `members.ts`. */
  readonly file?: string
}

/** A member as it is written, before the firm gives it its name. */
export interface MemberSpec<Role extends string = string> {
  readonly roles: readonly Role[]
  readonly principal?: string
  readonly kinship: readonly string[]
  readonly mind: MemberForm['mind']
  readonly turnCost: MemberForm['turnCost']
  readonly turnsAtOnce: number
  /** The handlers of a script. */
  readonly plays: readonly CodeRole[]
}

/** A person, who answers by the verbs of the program. */
export const person = <const Role extends string>(options: MemberOptions<Role>): MemberSpec<Role> =>
  memberSpec(options, { mind: { kind: 'person', options: {} } })

/** A seat for windows of a coding agent: each session that its hooks report takes one that is free. */
export const window = <const Role extends string>(
  agent: 'claude' | 'codex' | 'gemini',
  options: MemberOptions<Role>,
): MemberSpec<Role> =>
  memberSpec(
    { ...options, kinship: [agent, ...(options.kinship ?? [])] },
    { mind: { kind: 'window', options: { agent } } },
  )

/** Code in the host's process: trusted, and shown so. It needs `code(…)` for what its roles send. */
export const script = <const Role extends string>(
  options: ScriptOptions<Role>,
  ...plays: readonly CodeRole[]
): MemberSpec<Role> =>
  memberSpec(options, {
    mind: { kind: 'script', options: options.file === undefined ? {} : { file: options.file } },
    turnsAtOnce: options.turnsAtOnce ?? 1,
    plays,
  })

/** Any program: it reads a turn on standard input and answers with its last line. No shell is involved. */
export const command = <const Role extends string>(
  program: string,
  args: readonly string[],
  options: ProgramOptions<Role>,
): MemberSpec<Role> =>
  memberSpec(options, {
    mind: { kind: 'command', options: { program, args, limits: limitsOf(options) } },
    turnCost: costOf(options),
  })

/** Claude Code without a terminal, as installed where the host runs. */
export const claude = <const Role extends string>(options: AgentOptions<Role>): MemberSpec<Role> =>
  agent('claude', options)

/** Codex without a terminal, as installed where the host runs. */
export const codex = <const Role extends string>(options: AgentOptions<Role>): MemberSpec<Role> =>
  agent('codex', options)

const agent = <Role extends string>(
  name: string,
  options: AgentOptions<Role>,
): MemberSpec<Role> => {
  const { model, args = [], kinship = [] } = options
  const kin = [name, ...(model === undefined ? [] : [`${name}:${model}`]), ...kinship]
  const said: JsonObject = { agent: name, args, ...(model === undefined ? {} : { model }) }
  return memberSpec(
    { ...options, kinship: kin },
    {
      mind: { kind: 'coding-agent', options: { ...said, limits: limitsOf(options) } },
      turnCost: costOf(options),
    },
  )
}

const memberSpec = <Role extends string>(
  options: MemberOptions<Role>,
  said: Pick<MemberSpec, 'mind'> & Partial<MemberSpec>,
): MemberSpec<Role> => ({
  roles: options.roles,
  ...(options.principal === undefined ? {} : { principal: options.principal }),
  kinship: options.kinship ?? [],
  mind: said.mind,
  turnCost: said.turnCost ?? {},
  turnsAtOnce: said.turnsAtOnce ?? 1,
  plays: said.plays ?? [],
})

const timeMinutesDefault = 30
const outputBytesDefault = 10_000_000

/** The limits in the units of the port of processes. */
const limitsOf = ({ limits = {} }: ProgramOptions<string>): JsonObject => ({
  timeMs: Math.round((limits.time?.count ?? timeMinutesDefault) * 60_000),
  outputBytes: limits.outputBytes ?? outputBytesDefault,
  ...(limits.memoryBytes === undefined ? {} : { memoryBytes: limits.memoryBytes }),
  ...(limits.processCount === undefined ? {} : { processCount: limits.processCount }),
})

const costOf = (options: ProgramOptions<string>): MemberForm['turnCost'] => ({
  minutes: Math.ceil(options.limits?.time?.count ?? timeMinutesDefault),
  ...(options.tokens === undefined ? {} : { tokens: options.tokens.count }),
  ...(options.price?.currency === undefined
    ? {}
    : { moneyMillionths: options.price.count, currency: options.price.currency }),
})
