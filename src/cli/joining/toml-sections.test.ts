/** Codex writes what it trusts into its own settings; taken out again, all else is what it was to the byte. */
import { describe, expect, it, test } from 'vitest'
import { trustRemoval } from './codex-trust.ts'
import { planLeave } from './configuration.ts'

const top = '/shop'
const hooks = '/shop/.codex/hooks.json'
const removal = trustRemoval(top, hooks)

const trusted = ['pre_tool_use:0:0', 'stop:0:0']
  .map((hook) => `\n[hooks.state."${hooks}:${hook}"]\ntrusted_hash = "sha256:00"\n`)
  .join('')

/** What Codex 0.169.0 makes of a file when it comes to trust a folder and two hooks in it. */
const asCodexWrites = (text: string): string => {
  const head = text === '' || text.endsWith('\n') ? text : `${text}\n`
  const has = (header: string): boolean => text.split(/\r?\n/).includes(header)
  const folder = has('[projects."/shop"]')
    ? ''
    : `${has('[projects]') ? '' : '\n[projects]\n'}\n[projects."/shop"]\ntrust_level = "trusted"\n`
  return `${head}${folder}${has('[hooks.state]') ? '' : '\n[hooks.state]\n'}${trusted}`
}

const texts = new Map([
  ['one member', 'model = "large"\n'],
  ['a comment', '# mine\nmodel = "large" # the large one\n'],
  ['comments at the end', 'model = "large"\n# the end\n'],
  ['blank lines at the end', 'model = "large"\n\n\n'],
  ['blank lines at the beginning', '\n\nmodel = "large"\n'],
  ['a table', '[features]\nhooks = true\n'],
  ['a table with space', '  [ features ]  # on\n  hooks = true\n'],
  ['an indented table', '\t[features]\n\thooks = true\n'],
  ['a dotted table', '[model_providers.x]\nname = "x"\n'],
  ['dotted names', 'features.hooks = true\n'],
  ['a table in a line', 'tui = { theme = "dark" } # so\n'],
  ['lists over lines', 'notify = [\n  "one", # first\n  "two",\n]\n'],
  ['a list that looks like a table', 'notify = [\n["projects"],\n]\n'],
  ['tables in a list', '[[rules]]\nname = "a"\n\n[[rules]]\nname = "b"\n'],
  ['text over lines', 'note = """\n[hooks.state]\nno header\n"""\n'],
  ['text as it is', "note = '''\n[projects]\n'''\n"],
  ['dates and numbers', 'since = 2026-01-02T03:04:05Z\nlimit = 0x1F\nratio = 1e-3\n'],
  ['words of many scripts', 'name = "日本語 🙂"\n"ключ" = 1\n'],
  ['other folders', '[projects."/other"]\ntrust_level = "trusted"\n'],
  ['folders under one header', '[projects]\n\n[projects."/other"]\ntrust_level = "untrusted"\n'],
  ['this folder, trusted before', '[projects."/shop"]\ntrust_level = "trusted"\n'],
  [
    'others’ trust',
    '[hooks.state]\n\n[hooks.state."/other:stop:0:0"]\ntrusted_hash = "sha256:11"\n',
  ],
  ['hooks of its own', '[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = "command"\ncommand = "x"\n'],
  ['lines that end as on Windows', 'model = "large"\r\n[features]\r\nhooks = true\r\n'],
])

const left = (now: string, before: string, after: string): string | undefined => {
  const plan = planLeave(removal, now, { before, after })
  if (!plan.ok) throw new Error(plan.message)
  return plan.value.after
}

describe('settings of Codex', () => {
  it.each([...texts])('with %s are what they were', (_, text) => {
    const after = asCodexWrites(text)
    expect(left(after, text, after)).toBe(text)
  })

  it.each([...texts])('with %s keep what others wrote since', (_, text) => {
    const after = asCodexWrites(text)
    const edits: readonly ((settings: string) => string)[] = [
      (settings) => `# since\n${settings}`,
      (settings) => `${settings}\n[mcp_servers.x]\ncommand = "x"\n`,
      (settings) => settings.replace('large', 'small').replace('dark', 'light'),
    ]
    for (const edit of edits) expect(left(`${edit(after)}`, text, after)).toBe(edit(text))
  })

  test('that had no end of a line keep the one that Codex gave them, and nothing else of ours', () => {
    const after = asCodexWrites('model = "large"')
    expect(left(after, 'model = "large"', after)).toBe('model = "large"')
    expect(left(`# since\n${after}`, 'model = "large"', after)).toBe('# since\nmodel = "large"\n')
  })

  test('of which nothing is known lose the trust in our hooks alone', () => {
    const plan = planLeave(removal, asCodexWrites('model = "large"\n'), undefined)
    expect(plan).toMatchObject({
      value: {
        after: 'model = "large"\n\n[projects]\n\n[projects."/shop"]\ntrust_level = "trusted"\n',
      },
    })
  })

  test('that came to be by us go', () => {
    const after = asCodexWrites('')
    const plan = planLeave(removal, `${after}\n`, { after })
    expect(plan.ok ? plan.value.after : plan).toBeUndefined()
  })

  it.each([
    ['a = ', 'broken'],
    [`a = 1\n[hooks]\nstate = { "${hooks}:stop:0:0" = { trusted_hash = "x" } }\n`, 'other-shape'],
  ])('%j are left as they are, and that is said', (text, why) => {
    expect(planLeave(removal, text, { before: 'a = 1\n', after: '' })).toMatchObject({ why })
  })
})
