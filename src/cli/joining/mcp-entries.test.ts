/** The MCP server in each agent's settings: proved to be all that is added, and given back to the byte. */
import { parse } from 'smol-toml'
import { describe, expect, it, test } from 'vitest'
import { type Configuration, type FilePlan, planJoin, planLeave } from './configuration.ts'
import type { DoorPlace } from './door-place.ts'
import { claudeServerConfiguration, codexServerConfiguration } from './mcp-entries.ts'

const place: DoorPlace = {
  top: '/code/the "shop"',
  personFolder: '/people/ana',
  url: '',
  header: { name: '', token: '' },
  command: [],
  server: ['/opt/a b/node', '/opt/firm/dist/cli/main.js', 'mcp', 'codex', '--door', '/x\\y.json'],
}

const planned = ({ part }: Configuration, text: string): FilePlan => {
  const plan = planJoin(part, text, undefined)
  if (!plan.ok) throw new Error(plan.message)
  return plan.value
}

const left = ({ part }: Configuration, now: string, before: string, after: string) => {
  const plan = planLeave(part, now, { before, after })
  return plan.ok ? plan.value.after : plan
}

describe('the server of Codex', () => {
  const codex = codexServerConfiguration(place)
  it.each([
    '',
    'model = "large"',
    'model = "large" # mine\r\n',
    '[mcp_servers.other]\ncommand = "x"\n\n',
    '[[rules]]\nname = "a"\n',
    'since = 2026-01-02T03:04:05Z\nnote = """\n[mcp_servers.firm]\n"""\n',
  ])('stands behind %j, and goes again', (text) => {
    const after = planned(codex, text).after ?? ''
    expect(after.startsWith(text)).toBe(true)
    expect(parse(after)['mcp_servers']).toMatchObject({
      firm: {
        command: '/opt/a b/node',
        args: place.server?.slice(1),
        default_tools_approval_mode: 'approve',
      },
    })
    expect(planned(codex, after).after).toBe(after)
    expect(left(codex, after, text, after)).toBe(text)
    expect(left(codex, `# since\n${after}`, text, after)).toBe(`# since\n${text}`)
    expect(left(codex, `${after}[tui]\n`, text, after)).toBe(
      text === '' || text.endsWith('\n') ? `${text}[tui]\n` : `${text}\n[tui]\n`,
    )
  })

  it.each([
    'mcp_servers = { other = { command = "x" } }\n',
    '[mcp_servers.firm]\ncommand = "another"\n',
    'mcp_servers = 7\n',
    'model = \n',
  ])('is not put behind %j, and that is said', (text) => {
    expect(planJoin(codex.part, text, undefined)).toMatchObject({ ok: false, why: 'taken' })
  })
})

describe('the server of Claude Code', () => {
  const claude = claudeServerConfiguration({
    ...place,
    server: ['/n', '/f/cli/main.js', 'mcp', 'claude'],
  })
  const state = {
    numStartups: 3,
    projects: {
      '/other': { mcpServers: { x: { command: 'x' } } },
      [place.top]: { allowedTools: [] },
    },
  }

  test('stands in what is the person’s own in this repository, and goes though all was written anew', () => {
    const text = JSON.stringify(state, undefined, 2)
    const after = planned(claude, text).after ?? ''
    const now: typeof state = JSON.parse(after)
    expect(now.projects[place.top]).toEqual({
      allowedTools: [],
      mcpServers: {
        firm: { type: 'stdio', command: '/n', args: ['/f/cli/main.js', 'mcp', 'claude'], env: {} },
      },
    })
    expect({ ...now, projects: 0 }).toEqual({ ...state, projects: 0 })
    expect(left(claude, after, text, after)).toBe(text)
    const written = JSON.stringify({ ...now, numStartups: 4 }, undefined, 1)
    const wanted = JSON.stringify({ ...state, numStartups: 4 }, undefined, 1)
    expect(left(claude, written, text, after)).toBe(wanted)
  })

  test('does not take the place of another that bears its name', () => {
    const theirs = { mcpServers: { firm: { command: 'theirs' } } }
    const text = JSON.stringify({ projects: { [place.top]: theirs } })
    expect(planJoin(claude.part, text, undefined)).toMatchObject({ ok: false, why: 'taken' })
    const plan = planLeave(claude.part, text, undefined)
    expect(plan.ok ? plan.value.after : plan).toBe(text)
  })
})
