/**
 * Letters and content: a letter says its values whole, wherever they stand here, and whoever takes it in keeps them in
 * content of its own, under salts of its own. What is signed and verified is what the letter says.
 */
import { encodeCanonical, type Json, type JsonObject } from '../../base/index.ts'
import { comparedIn, isOfSender, type Letter } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import { moveToContent } from '../content-moving.ts'
import { readWhole } from '../content-value.ts'
import type { Host } from '../host.ts'
import { formOf } from '../finding.ts'
import { factsWithoutContentNames } from '../outside-value.ts'
import type { SignedLetter } from './wire.ts'

/** The letter as it is signed and sent. What was erased here since is left out: the other firm may hold it already. */
export const wholeLetter = async (
  { options }: Pick<Host, 'options'>,
  letter: Letter,
): Promise<Letter> => {
  const facts: { [name: string]: Json } = {}
  for (const [name, value] of Object.entries(letter.facts)) {
    const found = await readWhole(options.content, value)
    if (found.ok) facts[name] = found.value
  }
  return { ...letter, facts }
}

/** The facts of a letter as they are to stand in this ledger. A forger's are kept nowhere, nor is what came before. */
export const keptFacts = async (
  host: Host,
  { letter, signature }: SignedLetter,
): Promise<JsonObject> => {
  const { state } = host
  const form = letterForm(host, letter)
  const own = factsWithoutContentNames(letter.facts)
  if (form === undefined || isOfSender(state, letter, signature) !== true) return own
  const bound = state.open.get(letter.enactment)?.facts
  const here = (name: string): Json | undefined => bound?.get(name)?.value
  const standing: { [name: string]: Json } = {}
  const fresh: { [name: string]: Json } = {}
  for (const [name, value] of Object.entries(own)) {
    const known = here(name)
    const stands = known !== undefined && (await saysTheSame(host, known, value))
    if (stands) standing[name] = known
    else fresh[name] = value
  }
  const { content, faults } = host.options
  const known = (name: string): Json | undefined => own[name] ?? here(name)
  const compared = comparedIn(state, form.name)
  const moving = { content, reach: faults.reach, known, compared }
  return { ...standing, ...(await moveToContent(moving, form, fresh)) }
}

/** The protocol of a letter as it is enacted here. */
export const letterForm = ({ state }: Host, letter: Letter): ProtocolForm | undefined => {
  const { enactment, message, facts, protocol } = letter
  const opens = state.open.has(enactment) ? {} : { opens: protocol }
  return formOf(state, { enactment, message, facts, ...opens })
}

// What was erased here is not kept a second time, and nobody can say any more that it was something else.
const saysTheSame = async ({ options }: Host, known: Json, value: Json): Promise<boolean> => {
  const found = await readWhole(options.content, known)
  return !found.ok || encodeCanonical(found.value) === encodeCanonical(value)
}
