import { describe, expect, it } from 'vitest'
import { FirmError } from '../base/index.ts'
import { runProgram } from './program.ts'
import type { Answer, Given, Verb } from './verb.ts'
import { helpAbout } from './verbs/help.ts'
import { trialSurroundings } from '../../test/program/trial-surroundings.ts'

const verbThat = (run: (given: Given) => Promise<Answer>): Verb => ({
  name: 'greet',
  summary: 'Greet members.',
  example: 'firm greet ana --loudly',
  arguments: [
    { name: 'member', summary: 'Who is greeted.', required: true },
    { name: 'more', summary: 'Who else is.', required: false, many: true },
  ],
  options: [
    { name: 'loudly', summary: 'Be heard.' },
    { name: 'in-words', summary: 'The greeting.', value: 'TEXT' },
    { name: 'to', summary: 'Where.', value: 'PLACE', many: true },
  ],
  newcomer: true,
  run,
})

const done: Answer = { exit: 'done', lines: ['hello'], json: { said: 'hello' } }

const run = async (words: readonly string[], verb: Verb = verbThat(async () => done)) => {
  const trial = trialSurroundings()
  const code = await runProgram(words, [verb, helpAbout([verb])], trial.surroundings)
  return { code, out: trial.written, err: trial.complained }
}

describe('a command', () => {
  it('gives the verb its arguments and options by name', async () => {
    const seen: Given[] = []
    const verb = verbThat(async (given) => {
      seen.push(given)
      return done
    })
    await run(
      [
        'greet',
        'ana',
        'bob',
        'eve',
        '--in-words',
        'good day',
        '--loudly',
        '--to',
        'the door',
        '--to',
        'a, b',
      ],
      verb,
    )
    expect(seen).toEqual([
      {
        arguments: { member: ['ana'], more: ['bob', 'eve'] },
        options: { loudly: '', 'in-words': 'good day' },
        lists: { to: ['the door', 'a, b'] },
        json: false,
      },
    ])
  })

  it('shows lines to a person and one line of JSON to a program', async () => {
    expect(await run(['greet', 'ana'])).toEqual({ code: 0, out: ['hello'], err: [] })
    expect((await run(['greet', 'ana', '--json'])).out).toEqual(['{"said":"hello"}'])
  })

  it.each([
    { words: ['greet'], said: "missing required argument 'member'" },
    {
      words: ['greet', 'ana', '--softly'],
      said: "unknown option '--softly' (Did you mean --loudly?)",
    },
    { words: ['greet', 'ana', '--in-words'], said: "option '--in-words <text>' argument missing" },
  ])('that is written wrongly ends with 2 and says how it is written: $said', async (wrong) => {
    const { code, out, err } = await run(wrong.words)
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(err).toEqual([`firm: ${wrong.said}`, '      See `firm greet --help`.'])
  })

  it('of a verb that is not there ends with 2 and names a near one', async () => {
    expect(await run(['great'])).toEqual({
      code: 2,
      out: [],
      err: ['firm: there is no verb `great`', '      Did you mean `firm greet`?'],
    })
  })
})

describe('what a verb throws', () => {
  it.each([
    { code: 'refused-by-somebody', exit: 1 },
    { code: 'not-now', exit: 3 },
    { code: 'no-firm', exit: 3 },
    { code: 'wrong-usage', exit: 2 },
  ])('with the code $code ends with $exit, the message and the mend', async ({ code, exit }) => {
    const verb = verbThat(async () => {
      throw new FirmError(code, 'the disk of ana is full', { hint: 'Make room.' })
    })
    const ended = await run(['greet', 'ana'], verb)
    expect(ended).toEqual({
      code: exit,
      out: [],
      err: ['firm: the disk of ana is full', '      Make room.'],
    })
  })

  it('and nobody foresaw is called a defect, without its stack', async () => {
    const verb = verbThat(async () => await Promise.reject(new TypeError('x is not a function')))
    const { code, err } = await run(['greet', 'ana'], verb)
    expect(code).toBe(1)
    expect(err).toEqual([
      'firm: x is not a function',
      '      This is a defect of Firm. The ledger is intact; report it with the output of `firm doctor`.',
    ])
  })

  it('by the system names the mend where it is known', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })
    const { err } = await run(
      ['greet', 'ana'],
      verbThat(async () => await Promise.reject(full)),
    )
    expect(err[1]).toMatch('make room')
  })
})

it.each(['--version', '-V', 'version'])('`firm %s` says which Firm this is', async (word) => {
  expect(await run([word])).toEqual({ code: 0, out: ['firm 1.2.3'], err: [] })
})

describe('help', () => {
  it('shows the verbs to begin with when nothing is asked', async () => {
    expect((await run([])).out).toMatchInlineSnapshot(`
      [
        "firm: a company of agents that lives on this machine.",
        "",
        "  greet  Greet members.",
        "",
        "firm help all    every verb (2)",
        "firm help VERB   one verb, with an example",
      ]
    `)
  })

  it.each([
    ['greet', '--help'],
    ['help', 'greet'],
    ['greet', '-h'],
  ])('shows one verb with its example on `firm %s %s`', async (...words) => {
    expect((await run(words)).out).toEqual([
      'Greet members.',
      '',
      '  firm greet MEMBER [MORE …] [--loudly] [--in-words TEXT] [--to PLACE] … [--json]',
      '',
      '  MEMBER      Who is greeted.',
      '  MORE        Who else is.',
      '  --loudly    Be heard.',
      '  --in-words  The greeting.',
      '  --to        Where.',
      '  --json      Print the answer for a program to read.',
      '',
      'Example:  firm greet ana --loudly',
    ])
  })

  it('lists every verb and the exit codes when all is asked', async () => {
    const { out } = await run(['help', 'all'])
    expect(out.at(-1)).toBe('Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not now.')
  })
})
