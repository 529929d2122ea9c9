/** Receipts of effects that read what is personal: where one repeats it, that text stands in content, as the fact does. */
import { isJsonObject, type Json, type JsonObject } from '../base/index.ts'
import type { DueEffect } from '../kernel/index.ts'
import { putInContent } from './content-moving.ts'
import { readWhole } from './content-value.ts'
import { subjectIn } from './effect-order.ts'
import type { Host } from './host.ts'

/** The receipt as it may stand in the ledger. */
export const withoutPersonal = async (
  host: Host,
  { enactment, effect }: DueEffect,
  receipt: JsonObject,
): Promise<JsonObject> => {
  let kept: JsonObject = receipt
  for (const [name, subject] of await subjectsOf(host, { enactment, effect })) {
    const bound = enactment.facts.get(name)?.value ?? null
    const found = await readWhole(host.options.content, bound)
    // What was erased was not given to the effect either.
    if (found.ok) kept = await moved(host, kept, { said: textsIn(found.value), subject })
  }
  return kept
}

const subjectsOf = async (
  host: Host,
  { enactment, effect }: Pick<DueEffect, 'enactment' | 'effect'>,
): Promise<readonly (readonly [string, string])[]> => {
  const { form, messages } = enactment.machine
  const { reads = [] } = form.messages[messages[effect.message]?.name ?? '']?.does ?? {}
  const found: (readonly [string, string])[] = []
  for (const name of reads) {
    const subject = await subjectIn(host, enactment, { name, facts: {} })
    if (subject !== undefined) found.push([name, subject])
  }
  return found
}

const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : []
}

const moved = async (
  host: Host,
  receipt: JsonObject,
  personal: { readonly said: readonly string[]; readonly subject: string },
): Promise<JsonObject> => {
  const kept: { [name: string]: Json } = {}
  const { content, faults } = host.options
  for (const [name, value] of Object.entries(receipt)) {
    const repeats = textsIn(value).some((text) => personal.said.some((one) => text.includes(one)))
    kept[name] = repeats
      ? await putInContent({ content, reach: faults.reach }, value, personal.subject)
      : value
  }
  return kept
}
