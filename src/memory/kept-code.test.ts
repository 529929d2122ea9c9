/** Memory names the code of charters in content: by the first note of it that can be true, over a snapshot too. */
import { expect, it } from 'vitest'
import { hashOf, type Json, parseInstant, present } from '../base/index.ts'
import { emptyState, type FirmEvent } from '../kernel/index.ts'
import { decodeMemory, emptyMemory, encodeMemory, keptCodeNote, remember } from './index.ts'

const at = present(parseInstant(0), 'zero is an instant')

const noted = (about: string, data: Json): FirmEvent => ({
  type: 'observation-noted',
  at,
  host: 'h1',
  by: 'ana',
  about,
  text: '',
  data,
})

it('the code of a charter lies where it was first said to', () => {
  const [first, later] = [hashOf('first'), hashOf('later')]
  const note = (content: typeof first): FirmEvent => {
    const { about, data } = keptCodeNote({ code: 'c1', content, fileCount: 2 })
    return noted(about, data)
  }
  const { about } = keptCodeNote({ code: 'c1', content: first, fileCount: 2 })
  const memory = emptyMemory()
  const events = [
    noted('the weather', { code: 'c1', content: later }),
    noted(about, null),
    noted(about, { code: 'c1', content: 'no hash' }),
    note(first),
    note(later),
  ]
  for (const [index, event] of events.entries()) remember(memory, event, index + 1)
  expect([...memory.keptCode]).toEqual([['c1', first]])
  const reopened = decodeMemory(encodeMemory(memory), emptyState())
  expect([...reopened.keptCode]).toEqual([['c1', first]])
})
