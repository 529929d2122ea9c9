/** Asks a person in lines: at a terminal, or from what is piped in; whoever has left answers nothing. */
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { lineSplitter } from '../../base/index.ts'

/** One who can be asked. */
export interface Asker {
  /** Whether a person sits there. */
  readonly isTerminal: boolean
  /** The answer without spaces around it; undefined once nobody answers any more, or the question is withdrawn. */
  readonly ask: (question: string, withdrawn?: AbortSignal) => Promise<string | undefined>
  /** The keys of whoever gave the command just now; absent where there is no keyboard. */
  readonly heed?: () => Keys
}

/** The keys of a person, as a sign that they are there; what they say is not kept. */
export interface Keys {
  /** How long ago the last one came; before any, since the command was given. */
  readonly idleMs: () => number
  /** Heeds them from here on. A program in the background must not read the keyboard without need. */
  readonly listen: () => void
  readonly close: () => void
}

/** The keyboard, or what stands in for it. */
export interface AskedInput extends Readable {
  readonly isTTY?: boolean
}

/** Asks over these streams. Nothing is read before the first question. Time is that of the process unless told. */
export const openAsker = (
  input: AskedInput,
  output: Writable,
  elapsedMs: () => number = () => performance.now(),
): Asker =>
  input.isTTY === true
    ? { ...terminalAsker(input, output), heed: () => heedKeys(input, elapsedMs) }
    : pipedAsker(input, output)

// The interface is closed after each question, for a passphrase is read from the same keyboard without it.
const terminalAsker = (input: AskedInput, output: Writable): Asker => ({
  isTerminal: true,
  ask: async (question, withdrawn) =>
    await new Promise((resolve) => {
      if (withdrawn?.aborted === true) return resolve(undefined)
      const lines = createInterface({ input, output })
      const withdraw = (): void => {
        output.write('\n')
        lines.close()
      }
      withdrawn?.addEventListener('abort', withdraw, { once: true })
      lines.on('SIGINT', () => {
        lines.close()
        process.kill(process.pid, 'SIGINT')
      })
      lines.on('close', () => {
        withdrawn?.removeEventListener('abort', withdraw)
        resolve(undefined)
      })
      lines.question(question, (answer) => {
        resolve(answer.trim())
        lines.close()
      })
    }),
})

// A question closes the keyboard behind it; it is opened again, for keys count between questions too.
const heedKeys = (input: AskedInput, elapsedMs: () => number): Keys => {
  let lastMs = elapsedMs()
  const heard = (): void => {
    lastMs = elapsedMs()
  }
  let isOpen = false
  const reopen = (): void => {
    setImmediate(() => {
      if (isOpen) input.resume()
    })
  }
  return {
    idleMs: () => elapsedMs() - lastMs,
    listen: () => {
      if (isOpen) return
      isOpen = true
      input.on('data', heard)
      input.on('pause', reopen)
      input.resume()
    },
    close: () => {
      if (!isOpen) return
      isOpen = false
      input.off('data', heard)
      input.off('pause', reopen)
      input.pause()
    },
  }
}

const lineCharactersMax = 1024 * 1024

const pipedAsker = (input: AskedInput, output: Writable): Asker => {
  const lines: string[] = []
  let isOver = false
  let isOpen = false
  let wake: () => void = () => undefined
  const open = (): void => {
    isOpen = true
    const split = lineSplitter(lineCharactersMax)
    input.setEncoding('utf8')
    input.on('data', (piece: string) => {
      // An empty line is an answer too, which a splitter of messages would leave out.
      lines.push(...split(piece.replaceAll('\n', ' \n')))
      wake()
    })
    const end = (): void => {
      isOver = true
      wake()
    }
    input.on('end', end)
    input.on('error', end)
  }
  return {
    isTerminal: false,
    ask: async (question) => {
      if (!isOpen) open()
      while (lines.length === 0 && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const line = lines.shift()
      if (line !== undefined) output.write(`${question}${line.trim()}\n`)
      return line?.trim()
    },
  }
}
