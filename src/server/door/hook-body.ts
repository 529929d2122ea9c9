/** Reads the body of a hook, up to what is taken. */
import type { IncomingMessage } from 'node:http'
import { hookBytesMax } from '../../api/door/index.ts'

/** What came: the text, or that it is longer than is taken. */
export interface HookBody {
  readonly text: string
  readonly isTooLong: boolean
}

/** So much is let pass unread, so that its sender hears the answer; who sends more is cut off. */
const passingBytesMax = 64 * 1024 * 1024

/** The body, or undefined where it was cut off or broke off. */
export const readBody = async (request: IncomingMessage): Promise<HookBody | undefined> => {
  const pieces: Buffer[] = []
  let lengthBytes = 0
  try {
    for await (const piece of request) {
      const bytes: Buffer = piece
      lengthBytes += bytes.length
      if (lengthBytes > passingBytesMax) return undefined
      if (lengthBytes <= hookBytesMax) pieces.push(bytes)
      else pieces.length = 0
    }
  } catch {
    return undefined
  }
  return { text: Buffer.concat(pieces).toString('utf8'), isTooLong: lengthBytes > hookBytesMax }
}
