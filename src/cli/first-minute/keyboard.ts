/** The keys of a terminal, without Enter; Ctrl-C is handed on, since a raw terminal makes no signal of it. */
import type { ReadStream } from 'node:tty'
import type { Keyboard } from './seated-person.ts'

const interruptKey = '\u0003'
const endKey = '\u0004'

/** Opens the keyboard; `leave` gives the terminal back as it was. */
export const openKeyboard = (
  input: ReadStream,
  interrupted: () => void,
): Keyboard & { readonly leave: () => void } => {
  const waiting: ((key: string | undefined) => void)[] = []
  let isOver = false
  const end = (): void => {
    isOver = true
    for (const resolve of waiting.splice(0)) resolve(undefined)
  }
  const heard = (data: Buffer): void => {
    for (const key of data.toString('utf8')) {
      if (key === interruptKey) interrupted()
      else if (key === endKey) end()
      // What was pressed before anything was asked answers nothing.
      else waiting.shift()?.(key)
    }
  }
  input.setRawMode(true)
  input.on('data', heard)
  input.on('end', end)
  input.resume()
  return {
    next: async () =>
      await new Promise((resolve) => {
        if (isOver) return resolve(undefined)
        // The host that asked before is dead; whoever asks now is answered.
        for (const earlier of waiting.splice(0)) earlier(undefined)
        waiting.push(resolve)
      }),
    leave: () => {
      end()
      input.off('data', heard)
      input.setRawMode(false)
      input.pause()
    },
  }
}
