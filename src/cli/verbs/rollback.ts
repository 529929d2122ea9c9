/** `firm rollback VERSION`: an earlier charter is the firm's again; the files on disk stay as they are. */
import { z } from 'zod'
import { rollbackForm } from '../../api/verbs/index.ts'
import { accepted, type Outcome, refused } from '../../base/index.ts'
import { diffCharters, formatDifference, openWork } from '../../kernel/charter/index.ts'
import { afterLastAct, charterHash, type FirmState } from '../../kernel/index.ts'
import { positionIn } from '../look-at.ts'
import { steerVerb } from '../steer-verb.ts'
import { argumentOf, type Given, type Verb } from '../verb.ts'

export const rollback: Verb = steerVerb({
  form: rollbackForm,
  answer: z.object({ version: z.int() }),
  plan: (given, { state, operator: by }) => {
    const found = versionIn(given, state)
    if (!found.ok) return found
    const { version, charter } = found.value
    const difference = diffCharters(state.charter ?? charter, charter, openWork(state))
    return accepted({
      verb: 'rollback',
      args: { by, version },
      signs: { verb: 'rollback', what: afterLastAct(state, charterHash(charter)) },
      shown: formatDifference(difference).split('\n'),
    })
  },
  lines: ({ version }) => [
    `The earlier charter is adopted again, as version ${version}.`,
    'The files on disk stay as they are: `firm diff` shows how they differ.',
  ],
})

const versionIn = (
  given: Given,
  state: FirmState,
): Outcome<
  {
    readonly version: number
    readonly charter: Exclude<FirmState['charter'], undefined>
  },
  string
> => {
  const now = state.charterVersion
  const version = positionIn(argumentOf(given, 'version'), 'the version') ?? now - 1
  const charter = state.charters.get(version)
  if (charter !== undefined && version < now) return accepted({ version, charter })
  return refused(
    'no-such-version',
    version === now
      ? `version ${version} is the charter that stands`
      : `there is no version ${version} of the charter before ${now}`,
    now <= 1 ? 'There is only one so far.' : `Name one from 1 to ${now - 1}.`,
  )
}
