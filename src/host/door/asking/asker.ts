/** Who asks by a tool: a window that is here, in the room behind the door. */
import type { WindowToolAnswer } from '../../../api/window-tools/index.ts'
import type { Room } from '../room.ts'
import type { Visit } from '../visit.ts'
import { findWritten } from '../written-paths.ts'

/** The window that asks. */
export interface Asker {
  readonly room: Room
  readonly visit: Visit
}

/** An answer. */
export const says = (...sentences: readonly string[]): WindowToolAnswer => ({
  ok: true,
  text: sentences.join('\n'),
})

/** Why not, with the mend. */
export const saysNo = (...sentences: readonly string[]): WindowToolAnswer => ({
  ok: false,
  text: sentences.join(' '),
})

/** The paths of the repository that a window names; a refusal where there are none. */
export const pathsNamed = async (
  { room, visit }: Asker,
  paths: readonly string[],
): Promise<readonly string[] | WindowToolAnswer> => {
  const found = await findWritten(room.options, { folder: visit.folder, paths })
  if (!found.ok) return saysNo(`${found.message}.`, found.hint ?? '')
  if (found.value.length > 0) return found.value
  return saysNo(`None of these lies in the firm's repository, ${room.options.tree.folder}.`)
}

/** Whether what was found are paths. */
export const isPaths = (found: readonly string[] | WindowToolAnswer): found is readonly string[] =>
  Array.isArray(found)
