/** What joining does to a configuration: ours comes in, all else stays to the byte, and leaving gives it back. */
import fc from 'fast-check'
import { applyEdits, modify, parse } from 'jsonc-parser'
import { describe, expect, it, test } from 'vitest'
import { isJsonObject } from '../../base/index.ts'
import { claudeConfiguration } from './claude-configuration.ts'
import { codexConfiguration } from './codex-configuration.ts'
import { type Configuration, type FilePlan, planJoin, planLeave } from './configuration.ts'
import { settingsTexts } from './corpus-of-settings.ts'
import type { DoorPlace } from './door-place.ts'
import type { JsonEntry } from './json-entries.ts'
import { geminiConfiguration } from './gemini-configuration.ts'

const placeAt = (port: number, agent: string): DoorPlace => ({
  top: '/shop',
  personFolder: '/people/ana',
  url: `http://127.0.0.1:${port}/door/${agent}`,
  header: { name: 'firm-token', token: `token-of-${port}` },
  command: [`/opt/node ${port}/bin/node`, '/opt/firm/dist/cli/hook.js', agent, '/data/door.json'],
  server: ['/opt/node', '/opt/firm/dist/cli/main.js', 'mcp', agent],
})

const configurationOf = (agent: string, port = 20_001): Configuration => {
  const place = placeAt(port, agent)
  if (agent === 'claude') return claudeConfiguration(place, true)
  return agent === 'codex' ? codexConfiguration(place) : geminiConfiguration(place)
}

const entriesOf = ({ part }: Configuration): readonly JsonEntry[] =>
  part.kind === 'json' ? part.entries.filter(({ path }) => path[0] === 'hooks') : []

const agents = [
  { agent: 'claude', event: 'PreToolUse', tools: 'Edit|Write' },
  { agent: 'codex', event: 'PreToolUse', tools: 'apply_patch' },
  { agent: 'gemini', event: 'BeforeTool', tools: 'replace|write_file' },
]

const cases = agents.flatMap(({ agent, event, tools }) =>
  [...settingsTexts(event, tools)].map(([special, text]) => ({ agent, event, special, text })),
)

const joined = (configuration: Configuration, text: string | undefined): string => {
  const plan = planJoin(configuration.part, text, undefined)
  if (!plan.ok) throw new Error(plan.message)
  return plan.value.after ?? ''
}

const planOf = (plan: ReturnType<typeof planJoin>): FilePlan => {
  if (!plan.ok) throw new Error(plan.message)
  return plan.value
}

const keptOf = (before: string | undefined, after: string) =>
  before === undefined ? { after } : { before, after }

/** What an agent reads: the values, without layout. */
const valuesIn = (text: string): unknown =>
  parse(text.replace('\uFEFF', ''), [], { allowTrailingComma: true })

const hooksIn = (text: string): { readonly [event: string]: readonly unknown[] } => {
  const values = valuesIn(text)
  const hooks = isJsonObject(values) ? values['hooks'] : {}
  return JSON.parse(JSON.stringify(hooks ?? {}))
}

describe('joining', () => {
  it.each(agents)('of $agent in a file that is not there is written like this', ({ agent }) => {
    expect(joined(configurationOf(agent), undefined)).toMatchSnapshot()
  })

  it.each(cases)('of $agent adds our hooks to $special, and nothing is lost', (one) => {
    const { agent, text } = one
    const configuration = configurationOf(agent)
    const after = joined(configuration, text)
    const [was, is] = [hooksIn(text), hooksIn(after)]
    for (const { path, value } of entriesOf(configuration)) {
      expect(is[path[1] ?? '']).toContainEqual(value)
    }
    for (const [event, groups] of Object.entries(was)) {
      expect(is[event]?.slice(0, groups.length)).toEqual(groups)
    }
    // Beside hooks there is one member more at most: the server, or that its tools are allowed.
    const { permissions, mcpServers, ...others } = Object(valuesIn(after))
    expect({ ...others, hooks: 0 }).toEqual({ ...Object(valuesIn(text)), hooks: 0 })
    expect(permissions).toEqual(agent === 'claude' ? { allow: ['mcp__firm'] } : undefined)
    expect(Object.keys(mcpServers ?? {})).toEqual(agent === 'gemini' ? ['firm'] : [])
    const ours = entriesOf(configuration).length
    const count = Object.values(is).flat().length - Object.values(was).flat().length
    expect(count).toBe(ours)
  })

  it.each(cases)('of $agent twice changes nothing in $special', ({ agent, text }) => {
    const configuration = configurationOf(agent)
    const after = joined(configuration, text)
    for (const kept of [undefined, { before: text, after }]) {
      const again = planOf(planJoin(configuration.part, after, kept))
      expect(again.after).toBe(after)
    }
    const kept = planOf(planJoin(configuration.part, after, { before: text, after }))
    expect(kept.before).toBe(text)
  })

  it.each(cases)(
    'of $agent at another port replaces what an older one wrote in $special',
    (one) => {
      const { agent, text } = one
      const old = joined(configurationOf(agent, 20_000), text)
      const kept = { before: text, after: old }
      const plan = planOf(planJoin(configurationOf(agent).part, old, kept))
      expect(plan).toEqual({ now: old, before: text, after: joined(configurationOf(agent), text) })
      // The same without a record, as after the firm's folder was lost: values and comments are kept.
      const lost = planOf(planJoin(configurationOf(agent).part, old, undefined)).after ?? ''
      expect(valuesIn(lost)).toEqual(valuesIn(joined(configurationOf(agent), text)))
      expect(lost).not.toContain('20000')
    },
  )
})

/** What others do to a file that holds ours, by structure; the same is done to the file without ours. */
const foreignEdits = (event: string): readonly ((text: string) => string)[] => {
  const change = (path: readonly (string | number)[], value: unknown, isInsertion = false) => {
    return (text: string): string => {
      const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
      const bare = text.slice(mark.length)
      const edits = modify(bare, [...path], value, { isArrayInsertion: isInsertion })
      return `${mark}${applyEdits(bare, edits)}`
    }
  }
  return [
    (text) => `${text}\n`,
    (text) => text.replace('"a": 1', '"a": "changed"'),
    (text) => text.replace('"a":1', '"a":"changed"'),
    (text) => text.replace('{', '{ /* changed */'),
    change(['hooks', event, 0, 'theirs'], true),
  ]
}

describe('leaving', () => {
  it.each(cases)('of $agent gives $special back to the byte', ({ agent, text }) => {
    const configuration = configurationOf(agent)
    const after = joined(configuration, text)
    const kept = { before: text, after }
    expect(planOf(planLeave(configuration.part, after, kept)).after).toBe(text)
    expect(planOf(planLeave(configuration.part, text, kept)).after).toBe(text)
    expect(planOf(planLeave(configuration.part, text, undefined)).after).toBe(text)
  })

  it.each(cases)('of $agent takes ours out of $special though others wrote meanwhile', (one) => {
    const { agent, event, text } = one
    const configuration = configurationOf(agent)
    const after = joined(configuration, text)
    const kept = { before: text, after }
    const was = hooksIn(text)[event] ?? []
    for (const [index, edit] of foreignEdits(event).entries()) {
      // An edit of the first group would be an edit of ours where there is no other.
      if (index === 4 && was.length === 0) continue
      if (text.trim().length < 2) continue
      expect(planOf(planLeave(configuration.part, edit(after), kept)).after).toBe(edit(text))
    }
  })

  it.each(agents)('of $agent removes a file that only we wrote', ({ agent }) => {
    const configuration = configurationOf(agent)
    const after = joined(configuration, undefined)
    expect(planOf(planLeave(configuration.part, after, { after })).after).toBeUndefined()
    const touched = after.replaceAll('  ', '    ')
    expect(planOf(planLeave(configuration.part, touched, { after })).after).toBeUndefined()
    const used = touched.replace('{', '{ "theme": "dark",')
    expect(valuesIn(planOf(planLeave(configuration.part, used, { after })).after ?? '')).toEqual({
      theme: 'dark',
    })
  })

  test('takes ours out of a group in which somebody put it beside theirs', () => {
    const configuration = configurationOf('codex')
    const after = joined(configuration, '{}')
    const mixed = after.replace('"hooks": [\n', '"hooks": [\n        { "command": "lint" },\n')
    const left = planOf(planLeave(configuration.part, mixed, keptOf('{}', after))).after ?? ''
    expect(valuesIn(left)).toEqual({
      hooks: { SessionStart: [{ hooks: [{ command: 'lint' }] }] },
    })
  })
})

describe('a configuration that is not what the agent reads', () => {
  it.each([
    ['{"hooks": ', 'broken', 'it is no JSON: ValueExpected at line 1, column 11'],
    ['{\n  "a": 1\n  "b": 2\n}', 'broken', 'it is no JSON: CommaExpected at line 3, column 3'],
    ['{} x', 'broken', 'it is no JSON: InvalidSymbol at line 1, column 4'],
    ['[]', 'other-shape', 'it holds an array, no object'],
    ['"x"', 'other-shape', 'it holds a string, no object'],
    ['{"hooks": []}', 'other-shape', 'hooks is an array at line 1, column 11'],
    ['{"hooks":{"SessionStart":{}}}', 'other-shape', 'hooks.SessionStart is an object at line 1'],
    [
      '{"hooks":{},\n"hooks":{}}',
      'other-shape',
      '"hooks" stands twice in one object, again at line 2',
    ],
  ])('%j is refused as %s, with the place', (text, why, said) => {
    for (const agent of ['claude', 'codex', 'gemini']) {
      const plan = planJoin(configurationOf(agent).part, text, undefined)
      expect(plan).toMatchObject({ ok: false, why })
      expect(plan.ok ? '' : plan.message).toContain(said)
    }
  })
})

describe('any JSON', () => {
  test('is given back to the byte, in any layout, at any instant', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('hooks', 'a', 'PreToolUse', '*'))
    const { object } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(
        name.filter((key) => key !== 'hooks'),
        tie('value'),
        { maxKeys: 4 },
      ),
    }))
    const hooks = fc.option(fc.dictionary(fc.constantFrom('Stop', 'x'), fc.array(fc.jsonValue())))
    const layout = fc.constantFrom(undefined, 0, 1, 2, 4, '\t')
    const decorate = fc.func<[string, number], string>(
      fc.constantFrom('', '', '', ' ', '\n', '/* c */', ' // c\n', '\n\n\t'),
    )
    fc.assert(
      fc.property(object, hooks, layout, decorate, (value, some, space, decorated) => {
        const whole = some === null ? value : { ...Object(value), hooks: some }
        // Comments and white space are put behind tokens that stand outside of texts.
        let inText = false
        const text = JSON.stringify(whole, undefined, space)
          .split('')
          .map((sign, at, all) => {
            if (sign === '"' && all[at - 1] !== '\\') inText = !inText
            return !inText && /[{}[\],:]/.test(sign) ? `${sign}${decorated(sign, at)}` : sign
          })
          .join('')
        const plan = planJoin(configurationOf('codex').part, text, undefined)
        // Decorating may break a text with escapes; too many of those fail the run.
        fc.pre(plan.ok)
        const after = planOf(plan).after ?? ''
        const kept = { before: text, after }
        const changed = `${after} `
        expect(planOf(planLeave(configurationOf('codex').part, changed, kept)).after).toBe(
          `${text} `,
        )
      }),
      { numRuns: 150 },
    )
  })
})
