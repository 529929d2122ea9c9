/** What open work needs and a new charter takes away. It finishes under the version that it began with (rule 10). */
import type { CharterForm } from '../../charter-form.ts'
import type { FirmState } from '../../state.ts'
import type { CharterMistake } from '../charter-error.ts'

/**
 * Environments that open enactments act in and that a charter no longer has. Protocols, roles and members may go:
 * open work keeps its protocol, and roles are held by whom the charter has. What acts in a place cannot do without it.
 */
export const lostGrounds = (state: FirmState, charter: CharterForm): readonly CharterMistake[] => {
  const lost = Object.keys(state.charter?.environments ?? {}).filter(
    (name) => charter.environments[name] === undefined,
  )
  return [...state.open.values()].flatMap(({ id, machine }) =>
    lost
      .filter((name) => machine.form.environments[name] !== undefined)
      .map((name) => ({
        place: `environments.${name}`,
        sentence: `${id} is open and acts there`,
        mend: 'Let it end or cancel it first, or keep the environment until then.',
      })),
  )
}
