/** Previews: what a gated effect would do, kept in content before the intent that names it. */
import { present } from '../base/index.ts'
import type { Chosen, HostVerdict } from '../kernel/index.ts'
import { shownOrder } from './effect-order.ts'
import type { Found } from './finding.ts'
import type { Host } from './host.ts'
import { codeFor } from './version-code.ts'

/** Whether a message does something that could be shown before it happens. */
export const hasPreview = ({ state }: Host, { enactment, message }: Chosen): boolean =>
  state.open.get(enactment)?.machine.form.messages[message]?.does !== undefined

/** The verdict with the hash of a preview, where the message has an effect that its environment can show. */
export const previewOf = async (host: Host, found: Found): Promise<HostVerdict> => {
  const { chosen, verdict } = found
  const enactment = host.state.open.get(chosen.enactment)
  const effect = enactment?.machine.form.messages[chosen.message]?.does
  if (enactment === undefined || effect === undefined) return verdict
  const { order, subject } = await shownOrder(host, enactment, chosen)
  const { content, faults } = host.options
  const { environments } = codeFor(host.options, host.state, enactment.id)
  const environment = present(environments.get(effect.environment), 'the host opened it')
  const shown = await environment.preview(order)
  faults.reach('host: before content')
  const bytes = new TextEncoder().encode(`${shown.title}\n\n${shown.text}`)
  const preview = await content.put(bytes, subject)
  faults.reach('host: after content')
  return { ...verdict, preview }
}
