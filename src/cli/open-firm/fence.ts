/** The fence around programs: what a member's program could really read, write and reach, found by trying. */
import { hashOfJson, isJsonObject } from '../../base/index.ts'
import type { Processes } from '../../host/ports/index.ts'

/** What a probe, run as a member's program, could do. */
export interface FenceFinding {
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  /** Whether a way to other machines is open. */
  readonly reaches: boolean
}

/** What is tried. */
export interface FenceQuestion {
  /** The firm's folder: who can read it is unfenced. */
  readonly home: string
  readonly others: readonly string[]
  readonly processes: Processes
  readonly variables: { readonly [name: string]: string }
}

// Connecting a datagram socket asks the system for a way and sends nothing.
const probe = `
const fs = require('node:fs'), dgram = require('node:dgram')
const may = (mode) => (path) => { try { fs.accessSync(path, mode); return true } catch { return false } }
const paths = JSON.parse(fs.readFileSync(0, 'utf8'))
const say = (reaches) => console.log(JSON.stringify({
  reads: paths.filter(may(fs.constants.R_OK)), writes: paths.filter(may(fs.constants.W_OK)), reaches }))
const socket = dgram.createSocket('udp4')
socket.on('error', () => { say(false); socket.close() })
socket.connect(9, '192.0.2.1', (error) => { say(!error); socket.close() })
`

const limits = { timeMs: 10_000, outputBytes: 100_000 }

/** Runs the probe as a member's program is run. One that cannot be run finds nothing, and nothing is taken for fenced. */
export const findFence = async (question: FenceQuestion): Promise<FenceFinding> => {
  const { home, others, processes, variables } = question
  const paths = [home, ...others]
  const result = await processes.run(
    {
      program: process.execPath,
      args: ['-e', probe],
      folder: '/',
      variables: { ...variables },
      input: JSON.stringify(paths),
      limits,
      mark: hashOfJson(['fence', process.pid, home]),
    },
    new AbortController().signal,
  )
  return parseFinding(result.output) ?? { reads: paths, writes: paths, reaches: true }
}

const parseFinding = (output: string): FenceFinding | undefined => {
  try {
    const read: unknown = JSON.parse(output)
    if (!isJsonObject(read)) return undefined
    const { reads, writes, reaches } = read
    return { reads: textsOf(reads), writes: textsOf(writes), reaches: reaches === true }
  } catch {
    return undefined
  }
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
