/** Asks for a passphrase: at the terminal without echo, or from a file descriptor; nowhere else. */
import { closeSync, readSync } from 'node:fs'
import { FirmError } from '../../base/index.ts'

/** Where secrets come from: chance, and what the operator types. */
export interface Secrets {
  readonly randomBytes: (count: number) => Uint8Array
  /** Asks with a prompt, or reads the first line of a file descriptor. */
  readonly passphrase: (prompt: string, descriptor?: number) => Promise<string>
}

/** The terminal as far as a passphrase needs it; `process.stdin` and `process.stderr` fit. */
export interface Terminal {
  readonly input: TerminalInput
  readonly isTerminal: boolean
  readonly write: (text: string) => void
}

/** The keyboard. */
export interface TerminalInput {
  readonly setRawMode?: (raw: boolean) => unknown
  readonly resume: () => unknown
  readonly pause: () => unknown
  readonly on: (event: 'data', told: (chunk: Uint8Array) => void) => unknown
  readonly off: (event: 'data', told: (chunk: Uint8Array) => void) => unknown
}

/** The most bytes of a passphrase. */
const passphraseBytesMax = 1024

/** The passphrase, from the descriptor where one is given, else from the terminal. */
export const askPassphrase = async (
  terminal: Terminal,
  prompt: string,
  descriptor?: number,
): Promise<string> => {
  if (descriptor !== undefined) return readFirstLine(descriptor)
  if (!terminal.isTerminal) throw new NoPassphraseError()
  return await typePassphrase(terminal, prompt)
}

const readFirstLine = (descriptor: number): string => {
  const buffer = Buffer.alloc(passphraseBytesMax)
  let length = 0
  try {
    for (;;) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null)
      length += count
      if (count === 0 || buffer.subarray(0, length).includes(10) || length === buffer.length) break
    }
    closeSync(descriptor)
  } catch (cause) {
    throw new DescriptorError(descriptor, cause)
  }
  const [line = ''] = buffer.subarray(0, length).toString('utf8').split('\n')
  buffer.fill(0)
  return line.replace(/\r$/, '')
}

const typePassphrase = async (terminal: Terminal, prompt: string): Promise<string> => {
  const { input, write } = terminal
  // Whoever types as soon as they are asked must not see it on the screen either.
  input.setRawMode?.(true)
  write(prompt)
  input.resume()
  try {
    return await typedLine(input)
  } finally {
    input.setRawMode?.(false)
    input.pause()
    write('\n')
  }
}

const typedLine = async (input: TerminalInput): Promise<string> =>
  await new Promise((resolve, reject) => {
    const typed: string[] = []
    const decoder = new TextDecoder()
    const end = (how: () => void): void => {
      input.off('data', take)
      how()
    }
    const take = (chunk: Uint8Array): void => {
      for (const key of decoder.decode(chunk, { stream: true })) {
        if (key === '\r' || key === '\n') return end(() => resolve(typed.join('')))
        if (key === '\u0003' || key === '\u0004') return end(() => reject(new NoPassphraseError()))
        if (key === '\u007F' || key === '\b') typed.pop()
        else typed.push(key)
      }
    }
    input.on('data', take)
  })

/** Nobody could be asked, or nobody answered. */
export class NoPassphraseError extends FirmError {
  override readonly name = 'NoPassphraseError'

  constructor() {
    super('not-now', 'this needs the passphrase of the operator, and none was given', {
      hint: 'Run it at a terminal, or write the passphrase to a descriptor: --passphrase-fd 3 3< FILE.',
    })
  }
}

/** The descriptor that was named cannot be read. */
export class DescriptorError extends FirmError {
  override readonly name = 'DescriptorError'

  constructor(descriptor: number, cause: unknown) {
    super('wrong-usage', `file descriptor ${descriptor} cannot be read`, {
      hint: 'Open it for the program: --passphrase-fd 3 3< FILE.',
      data: { descriptor },
      cause,
    })
  }
}
