/** One life of a victim: started, listened to, and gone. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { VictimOrder } from './victim-order.ts'

/** What a life came to. */
export interface Life {
  readonly name: string
  /** The signal that ended it, or its exit code. */
  readonly end: string
  readonly lines: readonly string[]
  /** What it was told is durable: hashes by position. */
  readonly acknowledged: ReadonlyMap<number, string>
  /** How often it reached each fault point; only known of one that came to rest. */
  readonly visited: ReadonlyMap<string, number>
  readonly pid: number
}

/** A life under way. */
export interface Living {
  readonly child: ChildProcess
  readonly lines: readonly string[]
  /** Resolves with the line, once it has been said. */
  readonly said: (beginning: string) => Promise<string>
  readonly over: Promise<Life>
}

/** Starts a victim. */
export const startLife = (program: string, order: VictimOrder): Living =>
  startProcess(program, { name: order.name, order })

/** Starts a process on its order, by the name that its life shall bear. */
export const startProcess = (
  program: string,
  { name, order }: { readonly name: string; readonly order: object },
): Living => {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const listeners = new Set<() => void>()
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = `${rest}${chunk.toString()}`.split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    for (const listener of listeners) listener()
  })
  const over = new Promise<Life>((resolve) => {
    child.on('close', (code, signal) => {
      resolve(lifeOf(name, { end: signal ?? String(code), lines, pid: child.pid ?? 0 }))
    })
  })
  const said = async (beginning: string): Promise<string> =>
    await new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((line) => line.startsWith(beginning))
        if (found !== undefined) resolve(found)
      }
      listeners.add(look)
      look()
      void over.then(() => reject(new Error(`it ended before it said "${beginning}"`)))
    })
  return { child, lines, said, over }
}

const lifeOf = (name: string, { end, lines, pid }: Pick<Life, 'end' | 'lines' | 'pid'>): Life => {
  const acknowledged = new Map<number, string>()
  let visited = new Map<string, number>()
  for (const line of lines) {
    const [word, position, hash = ''] = line.split(' ')
    if (word === 'told') acknowledged.set(Number(position), hash)
    if (word === 'visited') {
      const counts = JSON.parse(line.slice(word.length)) as { readonly [point: string]: number }
      visited = new Map(Object.entries(counts))
    }
  }
  return { name, end, lines, acknowledged, visited, pid }
}
