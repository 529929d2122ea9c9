/** `firm protocol show FILE` and `firm protocol diff OLD NEW`: protocols, and differences, in words. */
import { resolve } from 'node:path'
import { protocolForm } from '../../api/verbs/index.ts'
import { encodeCanonical, type Json } from '../../base/index.ts'
import {
  differenceOf,
  hashOfForm,
  type ProtocolForm,
  sequencePicture,
  showProtocol,
  statePicture,
} from '../../protocol/index.ts'
import { readForms } from '../checking/index.ts'
import { WrongUsageError } from '../reading.ts'
import type { Surroundings } from '../surroundings.ts'
import { type Answer, argumentOf, type Given, type Verb } from '../verb.ts'

const formsAt = async (
  given: Given,
  name: string,
  { folder, modules }: Surroundings,
): Promise<readonly ProtocolForm[]> => {
  const file = argumentOf(given, name)
  if (file !== undefined) return await readForms(resolve(folder, file), modules)
  throw new WrongUsageError(
    'diff compares two files, and one was given',
    'See `firm protocol --help`.',
  )
}

const textOf = ({ options }: Given, form: ProtocolForm): string => {
  if (options['sequence'] !== undefined) return sequencePicture(form)
  return options['states'] === undefined ? showProtocol(form) : statePicture(form)
}

const show = async (given: Given, surroundings: Surroundings): Promise<Answer> => {
  const forms = await formsAt(given, 'file', surroundings)
  const json = forms.map((form) => {
    const whole: Json = JSON.parse(encodeCanonical(JSON.parse(JSON.stringify(form))))
    return { name: form.name, hash: hashOfForm(form), form: whole }
  })
  const lines = forms.flatMap((form) => textOf(given, form).trimEnd().split('\n').concat(''))
  return { exit: 'done', lines: lines.slice(0, -1), json }
}

/** Protocols of one name belong together; what stands in one file alone is new or gone. */
const differences = (
  before: ProtocolForm | undefined,
  after: ProtocolForm | undefined,
): readonly string[] => {
  if (before === undefined) return ['it is new']
  return after === undefined ? ['it is gone'] : differenceOf(before, after)
}

const diff = async (given: Given, surroundings: Surroundings): Promise<Answer> => {
  const old = await formsAt(given, 'file', surroundings)
  const now = await formsAt(given, 'after', surroundings)
  const names = [...new Set([...now, ...old].map(({ name }) => name))]
  const found = names.map((name) => {
    const [before, after] = [old, now].map((forms) => forms.find((form) => form.name === name))
    const form = after ?? before
    const hash = form === undefined ? '' : hashOfForm(form)
    return { name, hash, differences: [...differences(before, after)] }
  })
  const lines = found.flatMap((one) => [
    `${one.name}${one.differences.length === 0 ? ': the same' : ''}`,
    ...one.differences.map((line) => `  ${line}`),
  ])
  return { exit: 'done', lines, json: found }
}

export const protocol: Verb = {
  ...protocolForm,
  run: async (given, surroundings) => {
    const action = argumentOf(given, 'action')
    if (action === 'show') return await show(given, surroundings)
    if (action === 'diff') return await diff(given, surroundings)
    throw new WrongUsageError(
      `protocol knows show and diff, not ${action ?? 'nothing'}`,
      'See `firm protocol --help`.',
    )
  },
}
