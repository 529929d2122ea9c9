/** How one kind of program is spoken to: its command line, its input, and how its output is read. */
import type { KeptPath, TurnUse, TurnView } from '../../host/ports/index.ts'
import { type ReadAnswer, readAnswerLine } from './answer-line.ts'

/** What was read from a program's output. */
export interface ReadOutput extends ReadAnswer {
  /** What the program itself reported; what it did not is absent. */
  readonly use: Omit<TurnUse, 'ms'>
}

/** A program and the manner in which it takes a turn. All of it is data and pure functions. */
export interface Manner {
  readonly kind: 'command' | 'coding-agent'
  readonly program: string
  readonly args: readonly string[]
  /** Variables that are set for it, whatever the machine has. */
  readonly variables: { readonly [name: string]: string }
  /** Variables of the machine that it may see, its own login included. */
  readonly passes: readonly string[]
  /** Within the user's home: what it needs of its own although the home is hidden, such as its login. */
  readonly keeps: readonly KeptPath[]
  /** What it reads on standard input. */
  readonly input: (view: TurnView) => string
  readonly read: (output: string) => ReadOutput
  /** Said wherever the member is shown. */
  readonly note?: string
}

/** What any program needs to run at all. */
export const plainPasses = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TZ'] as const

/** Any program: one JSON object in, a last line out. It reports no use, so none is metered. */
export const plainManner = (program: string, args: readonly string[] = []): Manner => ({
  kind: 'command',
  program,
  args,
  variables: {},
  passes: plainPasses,
  keeps: [],
  input: (view) => `${JSON.stringify(view)}\n`,
  read: (output) => ({ ...readAnswerLine(output), use: {} }),
})

/** The variables that a program may see, out of the machine's: those it passes, and those it sets. */
export const variablesFor = (
  manner: Pick<Manner, 'passes' | 'variables'>,
  machine: { readonly [name: string]: string | undefined },
): { readonly [name: string]: string } => {
  const passed = manner.passes.flatMap((name) => {
    const value = machine[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), ...manner.variables }
}
