/**
 * What a member's programs could really read, write and reach: found by trying, as that member. A folder counts as
 * read only where the very folder of this machine was listed, since a fence may show an empty one in its place.
 */
import { mkdtemp, realpath, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOfJson, isJsonObject, type JsonObject } from '../../base/index.ts'
import type { Processes } from '../../host/ports/index.ts'
import { fencing, type MindFence } from './fence.ts'
import type { Manner } from './manner.ts'

/** What a probe, run as a member's program, could do. */
export interface FenceFinding {
  /** Of the paths that were asked about, those that it read. */
  readonly reads: readonly string[]
  /** Those that it wrote to; nothing of it is left. */
  readonly writes: readonly string[]
  /** Whether a way to other machines is open. */
  readonly reaches: boolean
  /** Whether it reached what listens on this machine. */
  readonly reachesHere: boolean
}

/** As whom the probe runs, and what it tries. */
export interface FenceQuestion {
  readonly manner: Pick<Manner, 'program' | 'args' | 'keeps' | 'variables'>
  readonly processes: Processes
  readonly fence?: MindFence
  /** The variables of the member's programs. */
  readonly variables: { readonly [name: string]: string }
  /** FIRM_HOME, the user's home, worktrees of others. */
  readonly paths: readonly string[]
}

// Connecting a datagram socket asks the system for a way and sends nothing.
const probe = `
const fs = require('node:fs'), net = require('node:net'), dgram = require('node:dgram'), path = require('node:path')
const { paths, port, name } = JSON.parse(fs.readFileSync(0, 'utf8'))
const attempt = (act) => { try { return act() } catch { return undefined } }
const sameAs = ({ at, node }) => attempt(() => { const seen = fs.statSync(at, { bigint: true }); return seen.dev + ':' + seen.ino }) === node
const reads = ({ at, node }) => sameAs({ at, node }) && attempt(() => { fs.accessSync(at, fs.constants.R_OK); fs.statSync(at).isDirectory() ? fs.readdirSync(at) : fs.readFileSync(at); return true }) === true
const writes = ({ at, node }) => sameAs({ at, node }) && attempt(() => {
  if (!fs.statSync(at).isDirectory()) { fs.closeSync(fs.openSync(at, 'r+')); return true }
  const own = path.join(at, name); fs.writeFileSync(own, '', { flag: 'wx' }); fs.unlinkSync(own); return true }) === true
const tried = (connect) => new Promise((resolve) => { connect(resolve); setTimeout(() => resolve(false), 2000).unref() })
const away = tried((done) => { const socket = dgram.createSocket('udp4').on('error', () => done(false)); socket.connect(9, '192.0.2.1', (error) => { done(!error); socket.close() }) })
const here = tried((done) => net.connect(port, '127.0.0.1').on('data', () => done(true)).on('error', () => done(false)))
Promise.all([away, here]).then(([reaches, reachesHere]) => {
  console.log(JSON.stringify({ reads: paths.filter(reads).map(({ at }) => at), writes: paths.filter(writes).map(({ at }) => at), reaches, reachesHere }))
  process.exit()
})
`

const limits = { timeMs: 10_000, outputBytes: 100_000 }

/** Runs the probe as the member's programs are run. One that cannot be run finds nothing, and nothing is taken for fenced. */
export const probeFence = async (question: FenceQuestion): Promise<FenceFinding> => {
  const { manner, processes, variables, paths } = question
  const folder = await mkdtemp(join(tmpdir(), 'firm-probe-'))
  const listener = createServer((socket) => socket.end('here'))
  try {
    const mark = hashOfJson(['fence', folder])
    const asked = { paths: await namedPaths(paths), port: await listen(listener), name: `.${mark}` }
    const result = await processes.run(
      {
        program: process.execPath,
        // What a member's command line names is shown to it, so it is shown to the probe as well.
        args: ['-e', probe, '--', manner.program, ...manner.args],
        folder,
        variables: { ...variables, ...manner.variables },
        input: JSON.stringify(asked),
        limits,
        mark,
        ...fencing(question.fence, manner, variables),
      },
      new AbortController().signal,
    )
    return (
      parseFinding(result.output) ?? {
        reads: paths,
        writes: paths,
        reaches: true,
        reachesHere: true,
      }
    )
  } finally {
    listener.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Each path with the number by which this machine knows it, so that another folder in its place is told apart. */
const namedPaths = async (paths: readonly string[]): Promise<readonly JsonObject[]> => {
  const named: JsonObject[] = []
  for (const at of paths) {
    const seen = await stat(await realpath(at).catch(() => at), { bigint: true }).catch(
      () => undefined,
    )
    if (seen !== undefined) named.push({ at, node: `${seen.dev}:${seen.ino}` })
  }
  return named
}

const listen = async (server: ReturnType<typeof createServer>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

const parseFinding = (output: string): FenceFinding | undefined => {
  try {
    const read: unknown = JSON.parse(output)
    if (!isJsonObject(read)) return undefined
    const { reads, writes, reaches, reachesHere } = read
    return {
      reads: textsOf(reads),
      writes: textsOf(writes),
      reaches: reaches === true,
      reachesHere: reachesHere === true,
    }
  } catch {
    return undefined
  }
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
