/** The environment of kind `process`: running a program is an effect that nothing undoes or asks about. */
import { FirmError, hashOfJson, type Json } from '../../base/index.ts'
import type {
  EffectOrder,
  EffectOutcome,
  EnvironmentPort,
  Processes,
  ProcessLimits,
  ProcessResult,
} from '../../host/ports/index.ts'

/** What programs run in. */
export interface ProcessEnvironmentOptions {
  readonly processes: Processes
  readonly folder: string
  readonly limits: ProcessLimits
  /** The whole environment of the programs. */
  readonly variables: { readonly [name: string]: string }
  /** Ends what is running when the host closes. */
  readonly stop?: AbortSignal
}

/** How much output a receipt carries at most, from its end. */
const outputLengthMax = 4096

/** Opens the environment; its verb is `run`, whose value is a program with its arguments. */
export const openProcessEnvironment = (options: ProcessEnvironmentOptions): EnvironmentPort => ({
  kind: 'process',
  preview: async (order) => {
    const text = `${commandOf(order).map(quote).join(' ')}\nin ${options.folder}\n`
    return await Promise.resolve({ title: `Run ${commandOf(order)[0]}`, text })
  },
  perform: async (order) => await perform(options, order),
  ask: async () => {
    const why = 'a program that was started can have done anything, and cannot be asked'
    return await Promise.resolve({ kind: 'unknown', why })
  },
  undo: async (order) => await Promise.reject(new NotUndoableError(commandOf(order)[0])),
  exists: async () => await Promise.resolve(undefined),
  close: async () => await Promise.resolve(),
})

const perform = async (
  options: ProcessEnvironmentOptions,
  order: EffectOrder,
): Promise<EffectOutcome> => {
  const [program, ...args] = commandOf(order)
  const { folder, limits, variables } = options
  // The key alone may be another firm's too, whose programs must not be taken for ours.
  const mark = hashOfJson([order.firm, folder, order.key])
  const started = { program, args, folder, variables, limits, input: '', mark }
  const stop = options.stop ?? new AbortController().signal
  const result = await options.processes.run(started, stop)
  const { end, exitCode, ms, escaped } = result
  const receipt = { end, exitCode, ms, output: tailOf(result), escaped: escaped.length }
  if (end === 'exited' && exitCode === 0) return { kind: 'done', receipt }
  const said = result.errorOutput.trim().split('\n').at(-1) ?? ''
  const how = end === 'exited' ? `ended with ${exitCode ?? 'a signal'}` : `ended by ${end}`
  return { kind: 'failed', why: `${program} ${how}${said && `: ${said}`}`, receipt }
}

const tailOf = ({ output, errorOutput }: ProcessResult): string =>
  `${output}${errorOutput}`.slice(-outputLengthMax)

const commandOf = ({ verb, values }: EffectOrder): readonly [string, ...string[]] => {
  const [command] = values
  const parts: readonly Json[] = Array.isArray(command) ? command : []
  const [program, ...args] = parts.filter((part) => typeof part === 'string')
  if (verb !== 'run' || program === undefined || args.length + 1 !== parts.length) {
    throw new UnknownProcessEffectError(verb)
  }
  return [program, ...args]
}

/** Quoted for reading only; it is never given to a shell. */
const quote = (argument: string): string =>
  /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`

/** What a program did cannot be undone. */
export class NotUndoableError extends FirmError {
  override readonly name = 'NotUndoableError'

  constructor(program: string) {
    super('not-undoable', `what ${program} did cannot be undone`, {
      hint: 'Undo it by hand; in the protocol, let another message say `undoes`.',
      data: { program },
    })
  }
}

/** The environment has no such effect. */
export class UnknownProcessEffectError extends FirmError {
  override readonly name = 'UnknownProcessEffectError'

  constructor(verb: string) {
    super('unknown-verb', `processes have no effect "${verb}" with these values`, {
      hint: 'The effect of processes is `run` with a list: the program and its arguments.',
      data: { verb },
    })
  }
}
