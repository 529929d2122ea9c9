/** Previews: what a gated effect would do, kept in content before the intent that names it. */
import { present } from '../base/index.ts'
import { type Chosen, decide, type HostVerdict, type Verdict } from '../kernel/index.ts'
import { shownOrder } from './effect-order.ts'
import type { Found } from './finding.ts'
import type { Host, Request } from './host.ts'
import { codeFor } from './version-code.ts'

/** A request to send what was found out about. */
type Sending = Extract<Request, { readonly type: 'commit-turn' | 'act-as-member' }>

/** Submits what was chosen, with a preview of each effect where a gate holds it: only then somebody will read one. */
export const submitWithPreviews = async (
  host: Host,
  request: Sending,
  found: readonly Found[],
): Promise<Verdict> => {
  if (!found.some(({ chosen }) => hasPreview(host, chosen))) return await host.submit(request)
  const { clock, name } = host.options
  // The kernel is asked first whether a gate holds the choice.
  const trial = decide(host.state, { ...request, at: clock.now(), host: name })
  if (!trial.events.some((event) => event.type === 'intent-held')) return await host.submit(request)
  const verdicts = await Promise.all(found.map(async (one) => await previewOf(host, one)))
  return await host.submit({ ...request, verdicts })
}

// Whether a message does something that could be shown before it happens.
const hasPreview = ({ state }: Host, { enactment, message }: Chosen): boolean =>
  state.open.get(enactment)?.machine.form.messages[message]?.does !== undefined

/** The verdict with the hash of a preview, where the message has an effect that its environment can show. */
const previewOf = async (host: Host, found: Found): Promise<HostVerdict> => {
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
