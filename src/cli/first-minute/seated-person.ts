/** You, before the screen: asked in place, answered with one key. Until you press it, the firm waits. */
import { deletes, type Person } from './answers.ts'
import type { Printer } from './printing.ts'

/** A keyboard, one key at a time. */
export interface Keyboard {
  /** The next key; undefined once no more can come. */
  readonly next: () => Promise<string | undefined>
}

/** Where you sit. */
export interface Seat {
  readonly keyboard: Keyboard
  readonly printer: Printer
}

/** A person at a terminal. Where no more keys can come, every further move is left out and nothing is approved. */
export const seatedPerson = (seat: Seat): Person => {
  // Who kept an answer is not asked again by the host that comes after a death.
  const kept = new Set<string>()
  return {
    answer: async (_text, answers) => {
      const keys = new Map(answers.map((answer, place) => [String(place + 1), answer] as const))
      const listed = answers.map((answer, place) => `${place + 1} for ${answer}`).join(', ')
      return await pressed(seat, `Press ${listed}.`, keys)
    },
    change: async (topic, now) => {
      const other = now === 'unlink' ? 'guide' : 'unlink'
      const keys = new Map([
        ['c', other],
        ['k', now],
      ])
      if (kept.has(topic)) return now
      const question = `Your answer so far: ${now}. Press c to change it to ${other}, k to keep it.`
      const said = await pressed(seat, question, keys)
      if (said === now) kept.add(topic)
      return said
    },
    judge: async (intent, preview) => {
      const warning = deletes(preview) ? 'It deletes a file. ' : ''
      const keys = new Map([
        ['v', 'veto'],
        ['a', 'approve'],
      ])
      const said = await pressed(
        seat,
        `${intent.id}: ${warning}Press a to approve, v to veto.`,
        keys,
      )
      if (said === undefined) return { kind: 'leave' }
      return said === 'veto'
        ? { kind: 'veto', because: 'do not delete it: mend it' }
        : { kind: 'approve' }
    },
  }
}

const pressed = async (
  { keyboard, printer }: Seat,
  question: string,
  keys: ReadonlyMap<string, string>,
): Promise<string | undefined> => {
  printer.print(`    ?  ${question}`)
  await printer.flush()
  for (;;) {
    const key = await keyboard.next()
    if (key === undefined) return undefined
    const chosen = keys.get(key.toLowerCase())
    if (chosen !== undefined) return chosen
    printer.print(`    ?  Press ${[...keys.keys()].join(' or ')}.`)
    await printer.flush()
  }
}
