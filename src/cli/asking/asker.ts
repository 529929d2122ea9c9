/** Asks a person in lines: at a terminal, or from what is piped in; whoever has left answers nothing. */
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { lineSplitter } from '../../api/index.ts'

/** One who can be asked. */
export interface Asker {
  /** Whether a person sits there. */
  readonly isTerminal: boolean
  /** The answer without spaces around it; undefined once nobody answers any more. */
  readonly ask: (question: string) => Promise<string | undefined>
}

/** The keyboard, or what stands in for it. */
export interface AskedInput extends Readable {
  readonly isTTY?: boolean
}

/** Asks over these streams. Nothing is read before the first question. */
export const openAsker = (input: AskedInput, output: Writable): Asker =>
  input.isTTY === true ? terminalAsker(input, output) : pipedAsker(input, output)

// The interface is closed after each question, for a passphrase is read from the same keyboard without it.
const terminalAsker = (input: AskedInput, output: Writable): Asker => ({
  isTerminal: true,
  ask: async (question) =>
    await new Promise((resolve) => {
      const lines = createInterface({ input, output })
      lines.on('SIGINT', () => {
        lines.close()
        process.kill(process.pid, 'SIGINT')
      })
      lines.on('close', () => resolve(undefined))
      lines.question(question, (answer) => {
        resolve(answer.trim())
        lines.close()
      })
    }),
})

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
