/** `firm rewind POSITION`: the firm as it stood; it only looks. */
import { firmStatus } from '../../api/index.ts'
import { rewindForm } from '../../api/verbs/index.ts'
import { status as reading } from '../../host/looks/index.ts'
import { positionIn } from '../look-at.ts'
import { lookVerb } from '../look-verb.ts'
import { statusLines } from '../status-lines.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const rewind: Verb = lookVerb({
  form: rewindForm,
  reading,
  answer: firmStatus,
  at: (given) => positionIn(argumentOf(given, 'position'), 'the position'),
  lines: (value) => [
    ...statusLines(value),
    '',
    'This only looked: the firm goes on where it stands. To go on from here, `firm fork`.',
  ],
})
