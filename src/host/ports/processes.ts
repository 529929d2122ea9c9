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
  /**
   * What the program is kept from. A containment that can hold it shows the system read-only and hides the rest;
   * one that cannot runs the program all the same, so that only a probe tells what holds.
   */
  readonly fence?: ProcessFence
}

/** What a program is kept from. */
export interface ProcessFence {
  /** Folders that it sees empty, such as FIRM_HOME and the user's home; its own folder stays, wherever it lies. */
  readonly hidden: readonly string[]
  /** Paths within what is hidden that it has all the same, such as its own login. */
  readonly kept: readonly KeptPath[]
  readonly network: boolean
}

/** A path that a program keeps within what is hidden from it. */
export interface KeptPath {
  readonly path: string
  readonly writable: boolean
}

/** Limits; passing one ends the program with its descendants. */
export interface ProcessLimits {
  readonly timeMs: number
  /** Of standard output and standard error together. */
  readonly outputBytes: number
  /** Of the program and its descendants together, as held in memory. */
  readonly memoryBytes?: number
  readonly processCount?: number
}

/** How a program ended. */
export interface ProcessResult {
  readonly end: 'exited' | 'time' | 'output' | 'memory' | 'processes' | 'stopped' | 'not-started'
  readonly exitCode: number | null
  readonly output: string
  readonly errorOutput: string
  readonly ms: number
  /** Descendants that escaped the first signal and were found by their mark, by process id and name. */
  readonly escaped: readonly EndedProcess[]
}

/** A process that was ended. */
export interface EndedProcess {
  readonly pid: number
  readonly name: string
}

/** By what means descendants are kept from outliving their program. */
export interface Containment {
  readonly kind: 'bubblewrap' | 'process-table' | 'process-group' | 'simulated'
  /** What that means here, as a sentence for `firm doctor`. */
  readonly says: string
}

/** Runs programs. */
export interface Processes {
  readonly containment: Containment
  readonly run: (order: ProcessOrder, stop: AbortSignal) => Promise<ProcessResult>
  /** Ends what still runs under this mark because its host was killed; answers who it was. */
  readonly endLeftOver: (mark: string) => Promise<readonly EndedProcess[]>
}
