/** Posts a hook to the door, and believes only what a door has answered in whole. */
import { request } from 'node:http'
import {
  askPath,
  complaintHeader,
  doorAddress,
  doorHeader,
  doorPath,
  processHeader,
  tokenHeader,
} from '../../api/door/index.ts'

/** What is posted, and where. */
export interface PostedHook {
  readonly agent: string
  readonly port: number
  readonly token: string
  readonly text: string
  readonly process: string | undefined
}

/** What came back: an answer to print, or why there is none. */
export type PostedAnswer =
  | { readonly kind: 'answer'; readonly json: string; readonly complaint: string | undefined }
  /** Nobody listens there. */
  | { readonly kind: 'nobody' }
  /** The door is there, and turns this hook away. */
  | { readonly kind: 'away'; readonly says: string }
  | { readonly kind: 'failed'; readonly why: string }

/** An answer longer than this is none of a door. */
const answerBytesMax = 16 * 1024 * 1024

/** Posts the hook; it never throws, and waits for as long as it takes. */
export const postHook = async (posted: PostedHook): Promise<PostedAnswer> =>
  await postTo(doorPath(posted.agent), posted)

/** Posts the call of a tool in the same way. */
export const postAsk = async (posted: PostedHook): Promise<PostedAnswer> =>
  await postTo(askPath(posted.agent), posted)

const postTo = async (path: string, posted: PostedHook): Promise<PostedAnswer> =>
  await new Promise((resolve) => {
    const { port, token, text, process } = posted
    const sent = request({
      host: doorAddress,
      port,
      path,
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        [tokenHeader]: token,
        ...(process === undefined ? {} : { [processHeader]: process }),
      },
    })
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve({ kind: 'nobody' })
      else resolve({ kind: 'failed', why: `the line to it broke (${error.message}).` })
    })
    sent.on('response', (response) => {
      const pieces: Buffer[] = []
      let lengthBytes = 0
      response.on('data', (piece: Buffer) => {
        lengthBytes += piece.length
        if (lengthBytes <= answerBytesMax) return void pieces.push(piece)
        resolve({ kind: 'failed', why: 'its answer does not end.' })
        response.destroy()
      })
      response.on('error', (error) => {
        resolve({ kind: 'failed', why: `its answer broke off (${error.message}).` })
      })
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve(answerIn({ status, headers, text: Buffer.concat(pieces).toString('utf8') }))
      })
    })
    sent.end(text)
  })

interface Received {
  readonly status: number
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly text: string
}

const answerIn = ({ status, headers, text }: Received): PostedAnswer => {
  const value = objectIn(text)
  if (headers[doorHeader] === undefined) {
    return { kind: 'failed', why: 'another program answers at its port.' }
  }
  if (value === undefined) return { kind: 'failed', why: 'its answer is no JSON object.' }
  if (status !== 200) {
    const { error } = value
    return { kind: 'away', says: typeof error === 'string' ? error : `status ${status}` }
  }
  const complaint = headers[complaintHeader]
  return {
    kind: 'answer',
    json: text,
    complaint: typeof complaint === 'string' ? decoded(complaint) : undefined,
  }
}

const objectIn = (text: string): { readonly [name: string]: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? Object.fromEntries(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
