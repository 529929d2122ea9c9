/** You, before the screen: asked in place, answered with one key or one word. */
import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { deletes, type Person } from './answers.ts'
import type { Printer } from './printing.ts'

/** Where you sit. */
export interface Seat {
  readonly input: Readable
  readonly output: Writable
  readonly printer: Printer
}

/** A person at a terminal. An end of the input leaves every further move out and approves nothing new. */
export const seatedPerson = ({ input, output, printer }: Seat): Person & { leave: () => void } => {
  const lines = createInterface({ input, output })
  let isGone = false
  lines.on('close', () => {
    isGone = true
  })
  const ask = async (question: string): Promise<string> => {
    await printer.flush()
    return isGone ? '' : (await lines.question(question)).trim().toLowerCase()
  }
  return {
    answer: async (text, answers) => {
      const listed = answers.map((answer, place) => `${place + 1} ${answer}`).join(', ')
      for (;;) {
        const said = await ask(`\n  You are asked: ${text} [${listed}] `)
        const chosen = answers[Number(said) - 1] ?? answers.find((answer) => answer === said)
        if (chosen !== undefined || isGone) return chosen
        printer.print(`  Press ${answers.map((_, place) => place + 1).join(' or ')}.`)
      }
    },
    change: async (topic, now) => {
      const other = now === 'unlink' ? 'guide' : 'unlink'
      const said = await ask(
        `\n  ${topic} is decided: ${now}. c changes it to ${other}, Enter keeps it. `,
      )
      return said.startsWith('c') ? other : undefined
    },
    judge: async (intent, preview) => {
      for (const line of preview.split('\n')) printer.print(`  | ${line}`)
      const hint = deletes(preview) ? ' It deletes a file.' : ''
      const asked = `\n  ${intent.id} waits for you.${hint} v vetoes it, a approves it. `
      for (;;) {
        const said = await ask(asked)
        if (said.startsWith('v')) return { kind: 'veto', because: 'do not delete it: mend it' }
        if (said.startsWith('a')) return { kind: 'approve' }
      }
    },
    leave: () => lines.close(),
  }
}
