/** `firm check FILE`: proves protocols safe and live, or shows the run that goes wrong. */
import { resolve } from 'node:path'
import { checkForm } from '../../api/verbs/index.ts'
import type { CheckOptions } from '../../protocol/index.ts'
import {
  type Checkable,
  type CompiledModule,
  compileModule,
  type Judged,
  linesOf,
  readProtocols,
  whyOf,
} from '../checking/index.ts'
import { WrongUsageError } from '../reading.ts'
import type { Surroundings } from '../surroundings.ts'
import { argumentOf, type Given, type Verb } from '../verb.ts'

const limitOf = ({ options }: Given): CheckOptions => {
  const written = options['states']
  if (written === undefined) return {}
  const statesMax = Number(written)
  if (Number.isSafeInteger(statesMax) && statesMax > 0) return { statesMax }
  throw new WrongUsageError(`--states is ${written}, not a whole number from 1`, 'Leave it out.')
}

/** The checker knows no time; it is measured here. */
const judge = (one: Checkable, limit: CheckOptions, { clock }: Surroundings): Judged => {
  const startedAt = clock.now()
  const verdict = one.check(limit)
  const ms = clock.now() - startedAt
  const { safe, live, states } = verdict
  const { name, source } = one
  const checked = { name, source, safe, live, states, ms, why: whyOf(verdict) }
  const advice = verdict.advice.map(({ sentence }) => sentence)
  return { checked, accepted: one.isAccepted(verdict), advice }
}

// JSON has nothing to compile.
const compiled = async (file: string, { modules }: Surroundings): Promise<CompiledModule> =>
  file.endsWith('.json') ? { mistakes: [] } : await compileModule(file, modules.program)

export const check: Verb = {
  ...checkForm,
  run: async (given, surroundings) => {
    const file = resolve(surroundings.folder, argumentOf(given, 'file') ?? '')
    const apart = given.options['apart'] !== undefined
    const limit = limitOf(given)
    const protocols = await readProtocols(file, { modules: surroundings.modules, apart })
    const judged = protocols.map((one) => judge(one, limit, surroundings))
    const { mistakes, note } = await compiled(file, surroundings)
    if (note !== undefined) surroundings.screen.complain(note)
    const isWhole = mistakes.length === 0 && judged.every(({ accepted }) => accepted)
    return {
      exit: isWhole ? 'done' : 'refused',
      ...(mistakes.length === 0 ? {} : { complaints: ['it does not compile', ...mistakes] }),
      lines: judged.flatMap((one) => linesOf(one)),
      json: judged.map(({ checked }) => ({ ...checked })),
    }
  },
}
