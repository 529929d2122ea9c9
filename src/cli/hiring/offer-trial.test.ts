/** The trial of one line with real programs: what is asked, and what is told of those that fail it. */
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { command, minutes, person } from '../../kernel/charter/index.ts'
import type { MemberForm } from '../../kernel/index.ts'
import { firmPlaces } from '../open-firm/firm-places.ts'
import { offerTrial } from './index.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'firm trial ')))
afterAll(() => rmSync(folder, { recursive: true }))

const formOf = (mind: MemberForm['mind']): MemberForm => ({
  principal: 'eve',
  roles: ['engineer'],
  mind,
  turnCost: {},
  turnsAtOnce: 1,
  kinship: [],
})

const shell = (script: string, turnMinutes = 1): MemberForm =>
  formOf(command('sh', ['-c', script], { roles: [], limits: { time: minutes(turnMinutes) } }).mind)

/** Offers the trial to a person who gives these answers, and says what they were asked and told. */
const offered = async (
  form: MemberForm,
  answers: readonly string[],
  isTerminal = true,
): Promise<{ readonly asked: string[]; readonly told: string[]; readonly refused: string }> => {
  const asked: string[] = []
  const told: string[] = []
  const asker = {
    isTerminal,
    ask: async (question: string) => await Promise.resolve(answers[asked.push(question) - 1]),
  }
  const refused = await offerTrial({
    member: 'eve',
    form,
    needs: { places: firmPlaces(folder), variables: { PATH: process.env['PATH'], HOME: folder } },
    asker,
    write: (line) => void told.push(line),
    leave: new AbortController().signal,
  }).then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  )
  return { asked, told, refused }
}

const first = 'Try eve with one line? It may cost money. [y/N] '
const second = 'Hire eve all the same? [y/N] '
const answering = (line: string): string => `cat > /dev/null; echo '${line}'`

describe('a trial', () => {
  it.each([
    ['answers', answering('{"message":"ready","facts":{"greeting":"hi"}}'), 'answered: "hi"'],
    ['passes', answering('{"pass":"nothing to say"}'), 'passed: nothing to say'],
    [
      'reads its one line of work',
      `grep -q "This is a trial" && ${answering('{"pass":"read it"}')}`,
      'passed: read it',
    ],
  ])('of a program that %s is told, and asks no more', async (_name, script, said) => {
    expect(await offered(shell(script), ['y'])).toEqual({
      asked: [first],
      told: [`eve ${said}`],
      refused: '',
    })
  })

  it.each([
    [
      'fails',
      'cat > /dev/null; echo broken >&2; exit 7',
      'did not answer: sh ended with 7: broken',
    ],
    [
      'says rubbish',
      answering('hello'),
      'did not answer: its last line is no JSON object: "hello"',
    ],
    [
      'says what it was not asked',
      answering('{"message":"deliver","facts":{}}'),
      'answered what it was not asked: {"message":"deliver","facts":{}}',
    ],
    [
      'greets with a number',
      answering('{"message":"ready","facts":{"greeting":7}}'),
      'answered what it was not asked: {"message":"ready","facts":{"greeting":7}}',
    ],
  ])(
    'of a program that %s is told, and it is hired on a second word alone',
    async (_n, script, said) => {
      const told = [`eve ${said}`]
      const asked = [first, second]
      expect(await offered(shell(script), ['yes', ''])).toEqual({ asked, told, refused: told[0] })
      expect(await offered(shell(script), ['yes', 'y'])).toEqual({ asked, told, refused: '' })
    },
  )

  it('of a program that hangs ends it when its time is over', async () => {
    const { told, refused } = await offered(shell('sleep 600', 0.01), ['y', 'n'])
    expect(told).toEqual(['eve did not answer: sh did not answer within 600 ms and was ended'])
    expect(refused).toBe(told[0])
  })

  it('of a program that is not there says so', async () => {
    const form = formOf(command('no-such-program-here', [], { roles: [] }).mind)
    const { told } = await offered(form, ['y', 'n'])
    expect(told.join()).toMatch(/^eve did not answer: .*no-such-program-here/)
  })

  it.each(['', 'n', 'no'])('that is answered by %j runs nothing', async (answer) => {
    const mark = join(folder, 'ran')
    const ended = await offered(shell(`touch '${mark}'`), [answer])
    expect(ended).toEqual({ asked: [first], told: [], refused: '' })
    expect(existsSync(mark)).toBe(false)
  })

  it('that nobody answers hires nobody', async () => {
    const { refused } = await offered(shell('true'), [])
    expect(refused).toBe('you left, so eve is not hired')
  })

  it('is offered neither where nobody sits nor for who is no program', async () => {
    const none = { asked: [], told: [], refused: '' }
    expect(await offered(shell('true'), ['y'], false)).toEqual(none)
    expect(await offered(formOf(person({ roles: [] }).mind), ['y'])).toEqual(none)
  })
})
