/** Reads what an agent tells its hook, and which event it is about, also where the rest cannot be read. */
import type { Readable } from 'node:stream'
import { hookBytesMax } from '../../api/door/index.ts'

/** What was read: all of it, or that it is longer than a door takes, with its beginning. */
export interface HookInput {
  readonly text: string
  readonly isTooLong: boolean
  /** Empty where none is named. */
  readonly event: string
  /** Empty where none is named, and of what is too long. */
  readonly session: string
}

/** Of what is too long this much is kept, for its event. */
const keptBytes = 64 * 1024

/** Reads to the end: an agent that cannot write all of it takes its hook for broken, and goes on. */
export const readInput = async (input: Readable): Promise<HookInput> =>
  await new Promise((resolve, reject) => {
    let pieces: Buffer[] = []
    let lengthBytes = 0
    input.on('data', (piece: Buffer) => {
      lengthBytes += piece.length
      pieces.push(piece)
      if (lengthBytes > hookBytesMax) pieces = [Buffer.concat(pieces).subarray(0, keptBytes)]
    })
    input.on('error', reject)
    input.on('end', () => resolve(inputOf(Buffer.concat(pieces).toString('utf8'), lengthBytes)))
  })

const inputOf = (text: string, lengthBytes: number): HookInput => {
  const isTooLong = lengthBytes > hookBytesMax
  if (isTooLong) return { text, isTooLong, event: eventNamedIn(text), session: '' }
  const hook = objectIn(text)
  return {
    text,
    isTooLong,
    event: textOf(hook['hook_event_name']),
    session: textOf(hook['session_id']),
  }
}

const objectIn = (text: string): { readonly [name: string]: unknown } => {
  try {
    const hook: unknown = JSON.parse(text)
    return typeof hook === 'object' && hook !== null ? Object.fromEntries(Object.entries(hook)) : {}
  } catch {
    return {}
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

// Agents name the event before anything that a model wrote.
const eventNamedIn = (text: string): string =>
  /"hook_event_name"\s*:\s*"([A-Za-z]{1,64})"/.exec(text)?.[1] ?? ''
