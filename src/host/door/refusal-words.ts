/** Why a window may not write, in sentences that a model reads: who, for what, since when, until when, what instead. */
import { formatInstant, parseInstant } from '../../base/index.ts'
import type { Enactment, FirmState } from '../../kernel/index.ts'
import type { Host } from '../host.ts'
import type { Blocker, Edit } from './edits.ts'
import { editsIn } from './edits.ts'
import { agentTitles, visitsIn } from './visit.ts'

/** Longer lists only say how many there are. */
const blockersShown = 3

/** Why somebody's leases keep a window from writing. */
export const heldSentences = (host: Host, blockers: readonly Blocker[]): string => {
  const shown = blockers.slice(0, blockersShown).map((blocker) => heldSentence(host, blocker))
  const more = blockers.length - shown.length
  const roots = [...new Set(blockers.map(({ root }) => root))]
  return [
    ...shown,
    ...(more > 0 ? [`${more} more of these paths are held too.`] : []),
    'Nothing was written. Go on with work that needs none of these files, or end your turn and say what you wait for.',
    `Do not write them by a shell either. ${operatorIn(host.state)} can lift a lease: ${roots.map((root) => `\`firm cancel ${root}\``).join(', ')}.`,
  ].join(' ')
}

/** Who holds a path, for what, since when and until when. */
export const heldSentence = (host: Host, { path, held, root }: Blocker): string => {
  const { state } = host
  const what = held === path ? path : `${path} (with ${held === '' ? 'everything' : held})`
  const edit = editsIn(state).find(({ id }) => id === root)
  if (edit === undefined) return `${what} is held by ${workOf(state.open.get(root), root)}.`
  return `${what} is held by ${holderOf(state, edit)}${lapseOf(host, edit)}.`
}

const holderOf = (state: FirmState, edit: Edit): string => {
  const visit = visitsIn(state).find(({ seat }) => seat === edit.seat)
  const title = agentTitles[visit?.agent ?? '']
  const who = title === undefined ? edit.seat : `${edit.seat}, a window of ${title},`
  const what = edit.purpose === '' ? '' : ` for “${edit.purpose}”`
  return `${who}${what} since ${timeOf(edit.since)} (${edit.id})`
}

const lapseOf = ({ state, lapses }: Host, { seat }: Edit): string => {
  const visit = visitsIn(state).find((one) => one.seat === seat)
  const at = lapses.get(visit?.id ?? '')
  return at === undefined ? '' : `; it lapses at ${timeOf(at)} unless ${seat} is heard of before`
}

// Who else holds paths is work of the firm: its members, and what it is called.
const workOf = (enactment: Enactment | undefined, root: string): string => {
  const members = [...new Set([...(enactment?.roles.values() ?? [])].map(({ member }) => member))]
  return members.length === 0 ? root : `${members.join(', ')} with ${root}`
}

/** An instant on a screen, to the second. */
export const timeOf = (ms: number): string => {
  const at = parseInstant(ms)
  return at === undefined ? String(ms) : formatInstant(at).replace(/\.\d+Z$/, 'Z')
}

/** Who can be asked. */
export const operatorIn = ({ charter }: FirmState): string =>
  Object.entries(charter?.members ?? {}).find(([, { roles }]) => roles.includes('operator'))?.[0] ??
  'The operator'

/** Why a seat may do nothing now; undefined where it may. */
export const stoppedSentence = (state: FirmState, seat: string): string | undefined => {
  const by = state.members.get(seat)?.takenOverBy
  if (by !== undefined) {
    return `${by} has taken ${seat} over and acts in its place: end your turn, and go on when ${by} has given it back.`
  }
  const whole = state.pauses.get('')
  const pause = whole ?? state.pauses.get(seat)
  if (pause === undefined) return undefined
  const what = whole === undefined ? seat : `the whole firm ${state.name}`
  const why = pause.because === '' ? '' : `: ${pause.because}`
  return `${pause.by} has paused ${what}${why}. Nothing was done: end your turn, and go on after \`firm resume\`.`
}
