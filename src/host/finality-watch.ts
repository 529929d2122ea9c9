/** What is not final yet is looked at again: its environment settles it further, or takes it back. */
import { isJsonObject, type Json } from '../base/index.ts'
import type { Enactment } from '../kernel/index.ts'
import { readFromContent } from './content-value.ts'
import type { Host } from './host.ts'
import type { EnvironmentPort } from './ports/index.ts'
import { codeFor } from './version-code.ts'

/** Something that may still fall: a receipt under the name of its message, or a fact. */
interface Unsettled {
  readonly enactment: string
  readonly fact: string
  readonly member?: string
  readonly receipt: Json
  readonly environment: EnvironmentPort
}

/** Looks once at everything that is not final. Answers how much has changed. */
export const observeFinality = async (host: Host): Promise<number> => {
  let changed = 0
  for (const enactment of host.state.open.values()) {
    for (const key of enactment.unsettled.keys()) {
      const found = unsettledAt(host, enactment, key)
      if (found !== undefined && (await observe(host, found))) changed += 1
    }
  }
  return changed
}

const observe = async (host: Host, found: Unsettled): Promise<boolean> => {
  const { environment, receipt, ...place } = found
  const said = await readFromContent(host.options.content, receipt)
  const finality = await environment.finalityOf?.(said)
  if (finality === undefined) return false
  const because = `${environment.kind} no longer holds it`
  const verdict =
    finality === 'gone'
      ? await host.submit({ type: 'retract-fact', ...place, by: environment.kind, because })
      : await host.submit({ type: 'observe-finality', ...place, finality })
  return verdict.ok
}

const unsettledAt = (host: Host, enactment: Enactment, key: string): Unsettled | undefined => {
  const [fact = '', member] = key.split('@')
  const { form, messageNamed } = enactment.machine
  const isReceipt = messageNamed.has(fact)
  const receipt = isReceipt ? enactment.effects.get(key)?.receipt : enactment.facts.get(key)?.value
  const named = isReceipt ? form.messages[fact]?.does?.environment : chainOf(host, enactment)
  const { environments } = codeFor(host.options, host.state, enactment.id)
  const environment = environments.get(named ?? '')
  if (!isJsonObject(receipt) || environment?.finalityOf === undefined) return undefined
  const place = member === undefined ? { fact } : { fact, member }
  return { enactment: enactment.id, ...place, receipt, environment }
}

// A fact names no environment: it comes from the protocol's only one that knows degrees of finality.
const chainOf = (host: Host, { id, machine }: Enactment): string | undefined => {
  const { environments } = codeFor(host.options, host.state, id)
  const knowing = Object.keys(machine.form.environments).filter(
    (name) => environments.get(name)?.finalityOf !== undefined,
  )
  return knowing.length === 1 ? knowing[0] : undefined
}
