/** `firm dismiss`: a hired member goes. */
import { dismissForm } from '../../api/verbs/index.ts'
import { changeMembers, NotAdoptedError } from '../adopting/index.ts'
import { firmNeeds, requireFirm } from '../firm-needs.ts'
import { openSigner } from '../signing.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const dismiss: Verb = {
  ...dismissForm,
  run: async (given, surroundings) => {
    const member = argumentOf(given, 'member') ?? ''
    const needs = await firmNeeds(surroundings)
    requireFirm(needs)
    const { screen } = surroundings
    const changed = await changeMembers({
      needs,
      signer: openSigner(needs.places.home, given, surroundings),
      surroundings,
      write: given.json ? screen.complain : screen.write,
      change: (members) => {
        const { [member]: gone, ...others } = members
        if (gone === undefined) {
          const hired = Object.keys(members)
          throw new NotAdoptedError(
            `${member} was not hired by \`firm hire\``,
            hired.length === 0 ? 'Nobody was.' : `Name one of ${hired.join(', ')}.`,
          )
        }
        return others
      },
      look: async () => await Promise.resolve(),
    })
    const { version } = changed
    const lines = [`${member} is dismissed; the charter is now version ${version}.`]
    return {
      exit: 'done',
      lines,
      json: { member, ...changed, differences: [...changed.differences] },
    }
  },
}
