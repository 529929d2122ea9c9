/** You before the screen: one key decides, a wrong one is told, and without keys nothing is approved. */
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../kernel/index.ts'
import { answersSchema, judgeBy } from './answers.ts'
import { pacedPrinter } from './printing.ts'
import { seatedPerson } from './seated-person.ts'

const seat = (...keys: readonly string[]) => {
  const lines: string[] = []
  const left = [...keys]
  const person = seatedPerson({
    keyboard: { next: async () => await Promise.resolve(left.shift()) },
    printer: pacedPrinter((line) => lines.push(line), 0),
  })
  return { person, lines }
}

// Only its name is read of an intent.
const intent = { id: 'i1' } as Intent
const deletion = 'Merge x\n\ndeleted file mode 100644\n-a\n'

describe('a person at the terminal', () => {
  it('answers with the number of an answer, and is told which keys there are', async () => {
    const { person, lines } = seat('x', '2')
    expect(await person.answer('What?', ['unlink', 'guide'])).toBe('guide')
    expect(lines).toEqual(['    ?  Press 1 for unlink, 2 for guide.', '    ?  Press 1 or 2.'])
  })

  it.each([
    { key: 'c', said: 'guide' },
    { key: 'K', said: 'unlink' },
  ])('changes an answer or keeps it ($key)', async ({ key, said }) => {
    expect(await seat(key).person.change('dead-links', 'unlink')).toBe(said)
  })

  it('is not asked again whether to change what it kept, by whichever host', async () => {
    const { person, lines } = seat('k', 'c')
    expect(await person.change('dead-links', 'unlink')).toBe('unlink')
    expect(await person.change('dead-links', 'unlink')).toBe('unlink')
    expect(lines).toEqual([
      '    ?  Your answer so far: unlink. Press c to change it to guide, k to keep it.',
    ])
  })

  it('vetoes with one key, warned of what would be deleted', async () => {
    const { person, lines } = seat('v')
    expect(await person.judge(intent, deletion)).toMatchObject({ kind: 'veto' })
    expect(lines[0]).toContain('It deletes a file.')
    expect(await seat('a').person.judge(intent, '')).toEqual({ kind: 'approve' })
  })

  it('leaves everything as it is once no key can come', async () => {
    const { person } = seat()
    expect(await person.answer('What?', ['unlink'])).toBe(undefined)
    expect(await person.change('dead-links', 'unlink')).toBe(undefined)
    expect(await person.judge(intent, '')).toEqual({ kind: 'leave' })
  })
})

describe('answers from a list', () => {
  it('veto a deletion and nothing else, unless the veto is left out', () => {
    expect(judgeBy({ veto: true }, deletion).kind).toBe('veto')
    expect(judgeBy({ veto: true }, '+a').kind).toBe('approve')
    expect(judgeBy({}, deletion).kind).toBe('approve')
  })

  it('are refused where they say what is not asked', () => {
    expect(answersSchema.safeParse({ answer: 'perhaps' }).success).toBe(false)
    expect(answersSchema.safeParse({ kil: true }).success).toBe(false)
    expect(answersSchema.safeParse({}).success).toBe(true)
  })
})
