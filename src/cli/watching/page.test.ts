import { describe, expect, it } from 'vitest'
import { present, parseInstant } from '../../base/index.ts'
import { simulatedClock } from '../../testing/simulated-clock.ts'
import { openPage, type Page } from './page.ts'

const at = present(parseInstant(1_500), 'an instant')
const whole = 'firm why 7'

const written = (isTerminal: boolean, use: (page: Page) => void): readonly string[] => {
  const lines: string[] = []
  use(openPage({ clock: simulatedClock(), isTerminal, write: (line) => void lines.push(line) }))
  return lines
}

const both = (page: Page): void => {
  page.write('acme: ship')
  page.write('')
  page.tell('eve sent accept.', { at, mark: '', whole })
}

describe('a page of the live view', () => {
  it('dates every line of a file, and leaves out those that say nothing', () => {
    expect(written(false, both)).toEqual([
      '2026-01-01T00:00:00Z  acme: ship',
      '1970-01-01T00:00:01Z  eve sent accept.',
    ])
  })

  it('dates on a terminal what happened, under how the firm stood', () => {
    expect(written(true, both)).toEqual([
      'acme: ship',
      '',
      '1970-01-01T00:00:01Z  eve sent accept.',
    ])
  })

  it.each([true, false])(
    'cuts what is too long and says how to read it (terminal: %s)',
    (isHere) => {
      const long = `eve was refused: ${'🦊 because '.repeat(40)}`
      const [told = '', now = ''] = written(isHere, (page) => {
        page.tell(long, { at, mark: ' [unfenced]', whole })
        page.write(long)
      })
      expect(Array.from(told)).toHaveLength(200)
      expect(told.endsWith('… (firm why 7) [unfenced]')).toBe(true)
      expect(Array.from(now)).toHaveLength(200)
      expect(now.endsWith('…')).toBe(true)
    },
  )

  it('keeps one line one, whatever is said', () => {
    const [line] = written(true, (page) => page.write('one\ntwo\u001b[2J'))
    expect(line).toBe(String.raw`one\u000atwo\u001b[2J`)
  })
})
