/** `firm export FOLDER`: charter, ledger and content in plain files. */
import { resolve } from 'node:path'
import { exportForm } from '../../api/verbs/index.ts'
import { exportFirm } from '../export-firm.ts'
import { lookAt, positionIn } from '../look-at.ts'
import { makeFolder } from '../new-folder.ts'
import { argumentOf, type Answer, type Verb } from '../verb.ts'

export const exportVerb: Verb = {
  ...exportForm,
  run: async (given, surroundings) => {
    const folder = resolve(surroundings.folder, argumentOf(given, 'folder') ?? '')
    const at = positionIn(given.options['at'], '--at')
    return await lookAt(surroundings, at, async (look): Promise<Answer> => {
      const exported = await makeFolder(folder, async (making) => await exportFirm(look, making))
      const { anchor, contentCount, left } = exported
      const { position, hash } = anchor
      const lines = [
        `${position} events and ${contentCount} contents are written to ${folder}`,
        ...left.map((line) => `left out: ${line}`),
      ]
      return {
        exit: 'done',
        lines,
        json: { folder, position, hash, contentCount, left: [...left] },
      }
    })
  },
}
