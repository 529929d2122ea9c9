/** Processes for simulations: a program is a function, and nothing of the machine is touched. */
import type { Processes, ProcessOrder, ProcessResult } from '../host/ports/index.ts'

/** A simulated program: what it wrote, or more of how it ended. */
export type SimulatedProgram = (
  order: ProcessOrder,
  stop: AbortSignal,
) => Promise<string | Partial<ProcessResult>>

/** Runs programs by name. One that is not there is not started; a stop ends any of them at once. */
export const simulatedProcesses = (programs: {
  readonly [name: string]: SimulatedProgram
}): Processes => ({
  containment: { kind: 'simulated', says: 'Programs are functions of the simulation.' },
  endLeftOver: async () => await Promise.resolve([]),
  run: async (order, stop) => {
    const nothing = { exitCode: null, output: '', errorOutput: '', ms: 0, escaped: [] }
    const program = programs[order.program]
    if (program === undefined) {
      const errorOutput = `there is no program "${order.program}" in this simulation`
      return { ...nothing, end: 'not-started', errorOutput }
    }
    const stopped = new Promise<ProcessResult>((resolve) => {
      const end = (): void => resolve({ ...nothing, end: 'stopped' })
      if (stop.aborted) end()
      else stop.addEventListener('abort', end, { once: true })
    })
    return await Promise.race([stopped, runProgram(program, order, stop)])
  },
})

const runProgram = async (
  program: SimulatedProgram,
  order: ProcessOrder,
  stop: AbortSignal,
): Promise<ProcessResult> => {
  const written = await program(order, stop)
  const ended = typeof written === 'string' ? { output: written } : written
  const output = ended.output ?? ''
  const tooMuch = Buffer.byteLength(output) > order.limits.outputBytes
  const usual = { end: 'exited', exitCode: 0, errorOutput: '', ms: 0, escaped: [] } as const
  if (tooMuch) return { ...usual, ...ended, end: 'output', exitCode: null, output: '' }
  return { ...usual, ...ended, output }
}
