/** The port of processes: a program with limits, ended with all its descendants. */

/** What to run. Arguments are an array: no shell is ever involved. */
export interface ProcessOrder {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  /** The whole environment of the program; nothing is inherited. */
  readonly variables: { readonly [name: string]: string }
  readonly input: string
  readonly limits: ProcessLimits
  /** A mark put into the environment of every descendant, by which escaped ones are found. */
  readonly mark: string
}

/** Limits; passing one ends the program with its descendants. */
export interface ProcessLimits {
  readonly timeMs: number
  readonly outputBytes: number
  readonly memoryBytes?: number
  readonly processCount?: number
}

/** How a program ended. */
export interface ProcessResult {
  readonly end: 'exited' | 'time' | 'output' | 'memory' | 'stopped' | 'not-started'
  readonly exitCode: number | null
  readonly output: string
  readonly errorOutput: string
  readonly ms: number
  /** Descendants that escaped the first signal and were found by their mark, by process id and name. */
  readonly escaped: readonly { readonly pid: number; readonly name: string }[]
}

/** Runs programs. */
export interface Processes {
  readonly run: (order: ProcessOrder, stop: AbortSignal) => Promise<ProcessResult>
}
