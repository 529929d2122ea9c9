import { EventEmitter } from 'node:events'
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { askPassphrase, DescriptorError, NoPassphraseError, type Terminal } from './passphrase.ts'

const terminalWith = () => {
  const keys = new EventEmitter()
  const written: string[] = []
  const modes: boolean[] = []
  const terminal: Terminal = {
    isTerminal: true,
    write: (text) => void written.push(text),
    input: {
      setRawMode: (raw) => modes.push(raw),
      resume: () => undefined,
      pause: () => undefined,
      on: (event, told) => keys.on(event, told),
      off: (event, told) => keys.off(event, told),
    },
  }
  const type = (...texts: readonly string[]): void => {
    for (const text of texts) keys.emit('data', Buffer.from(text, 'utf8'))
  }
  return { terminal, type, written, modes }
}

const fromFile = async (text: string): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'firm-passphrase-'))
  try {
    writeFileSync(join(folder, 'secret'), text)
    const { terminal } = terminalWith()
    return await askPassphrase(terminal, '', openSync(join(folder, 'secret'), 'r'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('a passphrase', () => {
  it('is typed without being shown, and keys can be taken back', async () => {
    const { terminal, type, written, modes } = terminalWith()
    const asked = askPassphrase(terminal, 'Passphrase: ')
    type('hors', 'x\u007F', 'e\r')
    expect(await asked).toBe('horse')
    expect({ written, modes }).toEqual({ written: ['Passphrase: ', '\n'], modes: [true, false] })
  })

  it('that is broken off by Ctrl-C leaves the terminal as it was', async () => {
    const { terminal, type, modes } = terminalWith()
    const asked = askPassphrase(terminal, 'Passphrase: ')
    type('ho\u0003')
    await expect(asked).rejects.toThrow(NoPassphraseError)
    expect(modes).toEqual([true, false])
  })

  it('is the first line of a file descriptor, without its end', async () => {
    expect(await fromFile('correct horse\r\nsecond line\n')).toBe('correct horse')
    expect(await fromFile('no end of line')).toBe('no end of line')
  })

  it('is not waited for where no person sits', async () => {
    const { terminal } = terminalWith()
    const asked = askPassphrase({ ...terminal, isTerminal: false }, '')
    await expect(asked).rejects.toThrow(NoPassphraseError)
  })

  it('from a descriptor that is not open is a wrong usage', async () => {
    const asked = askPassphrase(terminalWith().terminal, '', 997)
    await expect(asked).rejects.toThrow(DescriptorError)
  })
})
