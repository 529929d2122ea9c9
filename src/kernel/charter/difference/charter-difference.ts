/** What changes from one charter to another, in words, and what that does to work now open. */
import { encodeCanonical } from '../../../base/index.ts'
import type { CharterForm } from '../../charter-form.ts'
import { apartChanges } from './apart-changes.ts'
import { budgetChanges } from './budget-changes.ts'
import { observationChanges } from './observation-changes.ts'
import type { OpenWork } from './open-work.ts'
import { gateChanges } from './gate-changes.ts'
import { peopleChanges, roleChanges } from './people-changes.ts'
import { protocolChanges } from './protocol-changes.ts'
import { scheduleChanges } from './schedule-changes.ts'
import { workChanges } from './work-changes.ts'

/** Sentences without a full stop, by what they are about. Empty lists: nothing changes there. */
export interface CharterDifference {
  readonly goal: readonly string[]
  readonly people: readonly string[]
  readonly roles: readonly string[]
  readonly protocols: readonly string[]
  /** What changes with which other firm. */
  readonly apart: readonly string[]
  readonly policy: readonly string[]
  readonly budgets: readonly string[]
  readonly schedules: readonly string[]
  readonly observations: readonly string[]
  readonly environments: readonly string[]
  readonly code: readonly string[]
  /** What becomes of open enactments and waiting intents. */
  readonly work: readonly string[]
}

/** Compares two charters. `open` is the work that is open under the first one. */
export const diffCharters = (
  before: CharterForm,
  after: CharterForm,
  open: readonly OpenWork[],
): CharterDifference => ({
  goal: goalChanges(before, after),
  people: peopleChanges(before, after),
  roles: roleChanges(before, after),
  protocols: protocolChanges(before, after),
  apart: apartChanges(before, after),
  policy: gateChanges(before, after).map(({ sentence }) => sentence),
  budgets: budgetChanges(before, after),
  schedules: scheduleChanges(before, after),
  observations: observationChanges(before, after),
  environments: environmentChanges(before, after),
  code: codeChanges(before, after),
  work: workChanges({ before, after, open }),
})

/** Whether anything changes at all. */
export const isDifferent = (difference: CharterDifference): boolean =>
  Object.values(difference).some((sentences: readonly string[]) => sentences.length > 0)

/** The difference as lines under headings; `nothing changes` where it is empty. */
export const formatDifference = (difference: CharterDifference): string => {
  const headings: readonly (readonly [string, readonly string[]])[] = [
    ['Goal', difference.goal],
    ['People', difference.people],
    ['Roles', difference.roles],
    ['Protocols', difference.protocols],
    ['Other firms', difference.apart],
    ['Policy', difference.policy],
    ['Budgets', difference.budgets],
    ['Schedules', difference.schedules],
    ['Observations', difference.observations],
    ['Environments', difference.environments],
    ['Code', difference.code],
    ['Work now open', difference.work],
  ]
  const said = headings.filter(([, sentences]) => sentences.length > 0)
  if (said.length === 0) return 'nothing changes'
  return said
    .map(([heading, lines]) => [heading, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n')
}

const goalChanges = (before: CharterForm, after: CharterForm): readonly string[] => [
  ...(before.name === after.name ? [] : [`the firm is now called ${after.name}`]),
  ...(before.goal.text === after.goal.text ? [] : [`the goal is now: ${after.goal.text}`]),
  ...(before.goal.owner === after.goal.owner ? [] : [`the goal is now ${after.goal.owner}'s`]),
  ...(before.goal.measure === after.goal.measure
    ? []
    : [`the goal is now measured by: ${after.goal.measure}`]),
]

const environmentChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  const names = [
    ...new Set([...Object.keys(before.environments), ...Object.keys(after.environments)]),
  ]
  return names.toSorted().flatMap((name) => {
    const [was, is] = [before.environments[name], after.environments[name]]
    if (is === undefined) return [`${name} is no longer used`]
    const said = encodeCanonical(is)
    if (was === undefined) return [`${name} is new: ${said}`]
    const wasSaid = encodeCanonical(was)
    return said === wasSaid ? [] : [`${name} is now ${said} (before: ${wasSaid})`]
  })
}

const codeChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  if (before.code === after.code || before.code === '' || after.code === '') return []
  return ['the files of the charter, or the versions of its packages, changed']
}
