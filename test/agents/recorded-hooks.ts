/** Hooks as real programs sent them, kept without anything of the machine on which they ran. */
import { readFileSync, writeFileSync } from 'node:fs'
import { isJsonObject, type JsonObject } from '../../src/base/index.ts'
import type { AgentName } from '../../src/host/index.ts'

/** A hook as an agent sent it. */
export interface SentHook {
  readonly agent: AgentName
  readonly text: string
}

/** Where the windows worked, as it is named in what is kept. */
export const neutralRepository = '/repo'

const isAgent = (name: unknown): name is AgentName =>
  name === 'claude' || name === 'codex' || name === 'gemini'

/** Reads what was kept: one hook a line, in the order in which they came. */
export const readHooks = (file: URL): readonly SentHook[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const kept: unknown = JSON.parse(line)
      if (!isJsonObject(kept) || !isAgent(kept['agent'])) return []
      return [{ agent: kept['agent'], text: JSON.stringify(kept['hook']) }]
    })

/** Keeps hooks in a file; `folders` are replaced by what they are called there. */
export const keepHooks = (
  file: string,
  hooks: readonly SentHook[],
  folders: ReadonlyMap<string, string>,
): void => {
  const lines = hooks.map(({ agent, text }) => `{"agent":"${agent}","hook":${text.trim()}}`)
  const named = [...folders].reduce(
    (text, [folder, name]) => text.replaceAll(folder, name),
    lines.join('\n'),
  )
  const ids = new Map<string, string>()
  const neutral = named.replaceAll(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    (id) => ids.get(id) ?? numbered(ids, id),
  )
  writeFileSync(file, `${neutral}\n`)
}

const numbered = (ids: Map<string, string>, id: string): string => {
  const neutral = `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}`
  ids.set(id, neutral)
  return neutral
}

/** What hooks look like: of each agent and event, and of each tool, the fields it bears. */
export const shapesOf = (hooks: readonly SentHook[]): readonly string[] => {
  const shapes = hooks.map(({ agent, text }) => {
    const hook: JsonObject = JSON.parse(text)
    const fields = Object.keys(hook).toSorted().join(' ')
    const input = isJsonObject(hook['tool_input']) ? Object.keys(hook['tool_input']).toSorted() : []
    const named = [hook['hook_event_name'], hook['tool_name']].map((name) => JSON.stringify(name))
    return [agent, ...named, fields, ...input].join(' | ')
  })
  return [...new Set(shapes)].toSorted()
}
