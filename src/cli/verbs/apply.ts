/** `firm apply`: the charter on disk becomes the live firm's, once it was compiled, shown in words and signed. */
import { applyForm } from '../../api/verbs/index.ts'
import { adoptSigned, readChange, signChange } from '../adopting/index.ts'
import { compileModule } from '../checking/index.ts'
import { firmNeeds } from '../firm-needs.ts'
import { reachFirm, type ReachNeeds } from '../open-firm/reach-firm.ts'
import { refusalJson } from '../refusal-json.ts'
import { answerRefused } from '../refused-answer.ts'
import { openSigner } from '../signing.ts'
import type { Answer, Verb } from '../verb.ts'

export const apply: Verb = {
  ...applyForm,
  run: async (given, surroundings): Promise<Answer> => {
    const needs = await firmNeeds(surroundings)
    const { screen } = surroundings
    const show = given.json ? screen.complain : screen.write
    const change = await readChange(surroundings, needs)
    if (!change.ok) return answerRefused(change)
    const { isDifferent, lines, standing } = change.value
    if (!isDifferent) {
      const { version } = standing
      const json = { version, differences: [] }
      return { exit: 'done', lines: [`Nothing changes: version ${version} stands.`], json }
    }
    const mistaken = await compiled(needs, show)
    if (mistaken !== undefined) return mistaken
    for (const line of lines) show(line)
    // The operator looks and signs before the firm is reached, so that nobody waits for that.
    const signer = openSigner(needs.places.home, given, surroundings)
    const signed = await signChange(change.value, signer)
    const client = await reachFirm(needs)
    try {
      const adopted = await adoptSigned(client, signed)
      if (!adopted.ok) return answerRefused(adopted)
      const version = adopted.value
      const said = `Version ${version} of the charter is adopted.`
      return { exit: 'done', lines: [said], json: { version, differences: [...lines] } }
    } finally {
      await client.close()
    }
  },
}

/** The project's own compiler has the first word, where there is one; where not, that is said. */
const compiled = async (
  { places, program }: ReachNeeds,
  show: (line: string) => void,
): Promise<Answer | undefined> => {
  const { mistakes, note } = await compileModule(places.charterFile, program)
  if (note !== undefined) show(note)
  if (mistakes.length === 0) return undefined
  const message = 'the charter does not compile'
  const refusal = refusalJson({ code: 'does-not-compile', message, hint: mistakes.join('\n') })
  return {
    exit: 'refused',
    lines: [],
    complaints: [message, ...mistakes],
    json: { ...refusal, mistakes: [...mistakes] },
  }
}
