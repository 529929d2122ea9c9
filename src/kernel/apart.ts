/**
 * Apart: an enactment whose roles are spread over ledgers. Each ledger has an enactment and a course of its own,
 * and knows what its roles sent or received; a role held elsewhere is held by the other firm, as a member of that
 * name. Deadlines belong to the ledger whose role binds the fact that is waited for.
 */
import { type Json, type JsonObject, present } from '../base/index.ts'
import type { Machine, Message, ProtocolForm } from '../protocol/index.ts'
import { formOfLedger } from '../protocol/machine/index.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Enactment } from './enactment.ts'
import type { Letter } from './letter.ts'
import { messageOf } from './send.ts'

/** The firms to which a message goes, each once. Empty at home, and for what this ledger only received. */
export const receiversOf = (
  { machine, apart }: Pick<Enactment, 'machine' | 'apart'>,
  message: string,
): readonly string[] => {
  const form = machine.form.messages[message]
  if (apart === undefined || form === undefined || apart[form.from] !== undefined) return []
  return [...new Set(form.to.flatMap((role) => apart[role] ?? []))]
}

/** The facts that a message carries: the key, what it reads, what it binds. */
export const carriedNames = (machine: Machine, message: Message): readonly string[] => {
  const read = message.in.flatMap((test) =>
    test.effect || test.where !== 'course' ? [] : [test.index],
  )
  const indices = [...machine.key, ...read, ...message.out.map(({ fact }) => fact)]
  return [...new Set(indices)].map((index) => present(machine.facts[index], 'a fact').name)
}

/** What a message that was just sent tells other firms. */
export const lettersOf = (
  enactment: Enactment,
  sent: Pick<Letter, 'from' | 'sent' | 'message' | 'speaker'>,
): readonly Letter[] => {
  const names = carriedNames(enactment.machine, messageOf(enactment.machine, sent.message))
  const facts: { [name: string]: Json } = {}
  for (const name of names) {
    const bound = enactment.facts.get(name)
    if (bound !== undefined) facts[name] = bound.value
  }
  return receiversOf(enactment, sent.message).map((to) =>
    letterTo(enactment, { ...sent, to, facts }),
  )
}

/** What other firms are told when a message that went to them is open again. */
export const withdrawalsOf = (
  enactment: Enactment,
  taken: Pick<Letter, 'from' | 'sent' | 'message' | 'speaker'> & { readonly withdraws: number },
): readonly Letter[] => {
  const facts: JsonObject = Object.fromEntries(
    enactment.machine.form.key.map((name) => [name, enactment.facts.get(name)?.value ?? null]),
  )
  return receiversOf(enactment, taken.message).map((to) =>
    letterTo(enactment, { ...taken, to, facts }),
  )
}

const letterTo = (
  { id, protocol, hash, epoch }: Enactment,
  rest: Omit<Letter, 'enactment' | 'protocol' | 'protocolHash' | 'epoch'>,
): Letter => ({ enactment: id, protocol, protocolHash: hash, epoch, ...rest })

/** The protocol as this ledger enacts it: without the deadlines that others decide. */
export const formHere = (form: ProtocolForm, apart: Elsewhere | undefined): ProtocolForm =>
  apart === undefined ? form : formOfLedger(form, (role) => apart[role] === undefined)
