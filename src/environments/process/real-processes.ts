/** Runs programs of this machine within limits, and ends them with all their descendants. */
import { setTimeout as wait } from 'node:timers/promises'
import type {
  Processes,
  ProcessLimits,
  ProcessOrder,
  ProcessResult,
} from '../../host/ports/index.ts'
import { findContainment, type FoundContainment } from './containment.ts'
import { endFamily, signal } from './ending.ts'
import { beginFamily, type Family, findFamily, lookFor } from './family.ts'
import { readProcessTable, type SeenProcess } from './process-table.ts'
import { type StartedProgram, startProgram } from './started-program.ts'

/** What can be set for all programs. */
export interface ProcessesOptions {
  /** Found by trying when absent. */
  readonly containment?: FoundContainment
  /** How long a program that is asked to end may take before it is ended. 300 ms unless told. */
  readonly graceMs?: number
  /** How often its descendants are looked for, and its memory and their number counted. 100 ms unless told. */
  readonly lookMs?: number
}

interface Settings {
  readonly containment: FoundContainment
  readonly graceMs: number
  readonly lookMs: number
  /** Reads the table of processes at most once in each look, whatever the number of programs. */
  readonly table: () => Promise<readonly SeenProcess[]>
}

/** Opens the processes of this machine. */
export const openProcesses = async (options: ProcessesOptions = {}): Promise<Processes> => {
  const containment = options.containment ?? (await findContainment())
  const lookMs = options.lookMs ?? 100
  const graceMs = options.graceMs ?? 300
  const settings = { containment, graceMs, lookMs, table: sharedTable(lookMs / 2) }
  return {
    containment,
    run: async (order, stop) => await runProgram(order, stop, settings),
    endLeftOver: async (mark) => (await endFamily(findFamily(mark))).escaped,
  }
}

const runProgram = async (
  order: ProcessOrder,
  stop: AbortSignal,
  settings: Settings,
): Promise<ProcessResult> => {
  const beganMs = performance.now()
  const took = (): number => Math.round(performance.now() - beganMs)
  const nothing = { exitCode: null, output: '', escaped: [] }
  if (stop.aborted) return { ...nothing, end: 'stopped', errorOutput: '', ms: took() }
  const program = await startProgram(order, settings.containment)
  if (typeof program === 'string') {
    return { ...nothing, end: 'not-started', errorOutput: program, ms: took() }
  }
  const family = beginFamily(program.pid, order.mark)
  const end = await waitForEnd(program, { order, stop, family, settings })
  if (end === 'time' || end === 'stopped') await askToEnd(program, settings.graceMs)
  const { escaped, alive } = await endFamily(family)
  const written = await program.close()
  const exitCode = end === 'exited' ? await program.exited : null
  const named = alive.map(({ pid, name }) => ({ pid, name: `${name} (still alive)` }))
  return { end, exitCode, ...written, ms: took(), escaped: [...escaped, ...named] }
}

interface Run {
  readonly order: ProcessOrder
  readonly stop: AbortSignal
  readonly family: Family
  readonly settings: Settings
}

/** Waits for the first reason to end. */
const waitForEnd = async (
  program: StartedProgram,
  { order, stop, family, settings }: Run,
): Promise<Exclude<ProcessResult['end'], 'not-started'>> => {
  const over = new AbortController()
  try {
    return await Promise.race([
      program.exited.then(() => 'exited' as const),
      program.overflowed.then(() => 'output' as const),
      elapsed(order.limits.timeMs, over.signal).then(() => 'time' as const),
      aborted(stop, over.signal).then(() => 'stopped' as const),
      watchFamily(family, order.limits, { settings, over: over.signal }),
    ])
  } finally {
    over.abort()
  }
}

/** Looks again and again, so that lost links are remembered, until the family is too many or too big. */
const watchFamily = async (
  family: Family,
  limits: ProcessLimits,
  { settings, over }: { readonly settings: Settings; readonly over: AbortSignal },
): Promise<'memory' | 'processes'> => {
  for (;;) {
    await elapsed(settings.lookMs, over)
    const living = await lookFor(family, { marks: false, table: await settings.table() })
    const bytes = living.reduce((sum, { residentBytes }) => sum + residentBytes, 0)
    if (limits.processCount !== undefined && living.length > limits.processCount) return 'processes'
    if (limits.memoryBytes !== undefined && bytes > limits.memoryBytes) return 'memory'
  }
}

const askToEnd = async (program: StartedProgram, graceMs: number): Promise<void> => {
  signal(-program.pid, 'SIGTERM')
  await Promise.race([program.exited, wait(graceMs)])
}

/** Resolves after the time; never, once the run is over. */
const elapsed = async (ms: number, over: AbortSignal): Promise<void> => {
  try {
    await wait(Math.min(ms, 2 ** 31 - 1), undefined, { signal: over })
  } catch {
    await new Promise<never>(() => undefined)
  }
}

const aborted = (stop: AbortSignal, over: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    stop.addEventListener('abort', () => resolve(), { once: true, signal: over })
  })

const sharedTable = (ageMsMax: number): Settings['table'] => {
  let read: { readonly atMs: number; readonly table: Promise<readonly SeenProcess[]> } | undefined
  return async () => {
    const atMs = performance.now()
    if (read === undefined || atMs - read.atMs > ageMsMax)
      read = { atMs, table: readProcessTable() }
    return await read.table
  }
}
