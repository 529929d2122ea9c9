/** The windows that are here, for screens: each in its seat, what it edits and until when, and what it waits for. */
import type { WindowStatus } from '../../api/index.ts'
import type { FirmState } from '../../kernel/index.ts'
import { editsIn } from '../door/edits.ts'
import { visitsIn } from '../door/visit.ts'
import { isWanted } from '../door/wants.ts'
import type { Look } from './look.ts'

/** Every window, in the order in which they came. */
export const windowsHere = ({
  state,
  lapses,
  wants = [],
}: Pick<Look, 'state' | 'lapses' | 'wants'>): readonly WindowStatus[] => {
  const edits = editsIn(state)
  return visitsIn(state).map(({ id, seat, agent, folder }) => ({
    visit: id,
    seat,
    agent,
    folder,
    until: lapses?.get(id) ?? null,
    edits: edits.flatMap((edit) => (edit.seat === seat ? [shown(edit)] : [])),
    wants: wants
      .filter((want) => want.visit === id && isWanted(state, want))
      .map(({ path, holder }) => ({ path, holder, by: holdersOf(state, holder) })),
  }))
}

const shown = ({
  id,
  paths,
  purpose,
  since,
}: ReturnType<typeof editsIn>[number]): WindowStatus['edits'][number] => ({
  id,
  paths,
  purpose,
  since,
})

const holdersOf = ({ open }: FirmState, root: string): readonly string[] => [
  ...new Set([...(open.get(root)?.roles.values() ?? [])].map(({ member }) => member)),
]
