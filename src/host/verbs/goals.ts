/** The verb `goals`: what the firm is for, and the goals that stand below it, with the work under each. */
import { z } from 'zod'
import type { FirmGoal } from '../../api/index.ts'
import { accepted, isJsonObject, type Json } from '../../base/index.ts'
import type { FirmState, StandingFact } from '../../kernel/index.ts'
import { readFromContent } from '../content-value.ts'
import { asJson } from './host-verb.ts'
import { type Reading, reading } from './look.ts'

export const goals: Reading = reading(z.object({}), async ({ state, content }) => {
  const below = [...state.standing.values()]
    .filter(({ path }) => path.startsWith('goal/'))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(async (fact) => ({ ...fact, value: await readFromContent(content, fact.value) }))
  const said = await Promise.all(below)
  return accepted(asJson([...topGoal(state), ...said.map((fact) => goalOf(state, fact))]))
})

const topGoal = (state: FirmState): readonly FirmGoal[] => {
  const { charter, charterVersion } = state
  if (charter === undefined) return []
  const { text, owner, measure } = charter.goal
  const open = [...state.open.values()].filter(({ parent }) => parent === undefined)
  return [
    {
      path: 'goal',
      text,
      owner,
      measure,
      version: charterVersion,
      at: null,
      open: open.map(({ id }) => id),
    },
  ]
}

const goalOf = (state: FirmState, fact: StandingFact): FirmGoal => {
  const { path, value, by, version, at } = fact
  const resting = [...state.open.values()].filter(({ rests }) => rests.has(path))
  return {
    path,
    text: textIn(value, 'text'),
    owner: by,
    measure: isJsonObject(value) ? textIn(value, 'measure') : '',
    version,
    at,
    open: resting.map(({ id }) => id),
  }
}

const textIn = (value: Json, name: string): string => {
  const said = isJsonObject(value) ? value[name] : value
  return typeof said === 'string' ? said : JSON.stringify(said ?? '')
}
