/** Hooks in the form that all three agents share: events, groups with a matcher, and what each group runs. */
import { isJsonObject, type JsonObject } from '../../base/index.ts'
import type { AgentName } from '../../host/index.ts'
import { leadsToDoor } from './door-place.ts'
import type { JsonEntry, JsonSweep } from './json-entries.ts'

/** A group of one hook at an event. */
export const hookEntry = (event: string, hook: JsonObject, matcher?: string): JsonEntry => ({
  kind: 'element',
  path: ['hooks', event],
  value: { ...(matcher === undefined ? {} : { matcher }), hooks: [hook] },
})

/** Our hooks, wherever somebody put them: groups of ours alone first, then ours among others'. */
export const hookSweeps = (agent: AgentName): readonly JsonSweep[] => {
  const isOurHook = (hook: unknown): boolean =>
    isJsonObject(hook) && [hook['url'], hook['command']].some((text) => leadsToDoor(agent, text))
  const isOurGroup = (group: unknown): boolean => {
    if (!isJsonObject(group) || !Array.isArray(group['hooks'])) return false
    return group['hooks'].length > 0 && group['hooks'].every(isOurHook)
  }
  return [
    { path: ['hooks', '*', '*'], isOurs: isOurGroup, isSure: true },
    { path: ['hooks', '*', '*', 'hooks', '*'], isOurs: isOurHook, isSure: true },
  ]
}
