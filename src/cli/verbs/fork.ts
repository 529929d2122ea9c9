/** `firm fork FOLDER`: a copy of the firm that goes on by itself; no effect of it happens, and gates are asked again. */
import { resolve } from 'node:path'
import { forkForm } from '../../api/verbs/index.ts'
import { refused } from '../../base/index.ts'
import { copyFirm } from '../copy-firm.ts'
import { findHome } from '../find-home.ts'
import { lookAt, positionIn } from '../look-at.ts'
import { makeFolder } from '../new-folder.ts'
import { answerRefused } from '../refused-answer.ts'
import { argumentOf, type Answer, type Verb } from '../verb.ts'

export const fork: Verb = {
  ...forkForm,
  run: async (given, surroundings) => {
    const to = resolve(surroundings.folder, argumentOf(given, 'folder') ?? '')
    const from = await findHome(surroundings)
    const at = positionIn(given.options['at'], '--at')
    return await lookAt(surroundings, at, async (look): Promise<Answer> => {
      const { name } = look.state
      const firm = given.options['name'] ?? `${name}-fork`
      if (name === '' || firm === name) return cannot(name)
      const anchor = await makeFolder(to, async (making) => {
        const now = surroundings.clock.now()
        return await copyFirm({ from, to: making, look, firm, at: now })
      })
      const { position } = anchor
      const lines = [
        `${firm} is a fork of ${name} at position ${position}; it lives at ${to}`,
        'No effect of it happens: each waits as in doubt for your word, `firm answer ENACTMENT done`.',
        'What is approved here holds only here, and what was approved there must be approved again.',
        `Next:  FIRM_HOME=${JSON.stringify(to)} firm status`,
      ]
      return { exit: 'done', lines, json: { home: to, firm, from: name, position } }
    })
  },
}

const cannot = (name: string): Answer =>
  answerRefused(
    name === ''
      ? refused(
          'no-firm-there',
          'there is no firm at that position',
          'Take a later one, as `firm log` prints them.',
        )
      : refused(
          'same-name',
          `a fork has a name of its own, not ${name} again`,
          'Name it: --name what-if.',
        ),
  )
