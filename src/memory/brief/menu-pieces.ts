/** The menu, last: each message with what it binds, does and ends. */
import { boundNames, leaseWaitsIn, type MenuEntry, menuOf, messageOf } from '../../kernel/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'
import type { Piece } from './brief.ts'
import type { Scene } from './scene.ts'
import { branchSchema, shortSchema } from './short-schema.ts'

/** Every message on the menu; its name stands in any case, its schema where there is room. */
export const menuPieces = (scene: Scene): readonly Piece[] => {
  const { state, ask } = scene
  const entries = menuOf(state, ask.member, ask.enactment)
  const pieces = entries.map((entry) => menuPiece(scene, entry))
  return [
    ...pieces,
    ...waitingPieces(scene),
    { section: 'menu', what: 'pass', text: '- pass, and say why', rank: 0 },
  ]
}

// What a mind could say if nobody held what it needs: without it, passing would seem to be all that is left.
const waitingPieces = ({ state, ask }: Scene): readonly Piece[] => {
  const enactment = state.open.get(ask.enactment)
  if (enactment === undefined) return []
  return leaseWaitsIn(state, enactment, ask.member).map(({ message, why }) => ({
    section: 'menu',
    what: message,
    text: `- not yet ${message}: ${why}`,
    short: `- not yet ${message}: a lease is held`,
    rank: 0,
  }))
}

const menuPiece = (scene: Scene, entry: MenuEntry): Piece => {
  const name = entry.opens ? `${entry.message} (opens ${entry.protocol})` : entry.message
  const form = formOf(scene, entry)
  const text = form === undefined ? '' : sayMessage(scene, entry, form)
  const what = entry.opens ? `${entry.protocol}.${entry.message}` : entry.message
  return { section: 'menu', what, text: `- ${name}${text}`, short: `- ${name}`, rank: 0 }
}

const formOf = (scene: Scene, entry: MenuEntry): ProtocolForm | undefined =>
  scene.state.open.get(entry.enactment)?.machine.form ??
  scene.state.charter?.protocols[entry.protocol]

const sayMessage = (scene: Scene, entry: MenuEntry, form: ProtocolForm): string => {
  const message = form.messages[entry.message]
  if (message === undefined) return ''
  const bound = namesOf(scene, entry, form).map((name) => {
    const branch = message.out.find(({ fact }) => fact === name)?.branch
    // Inside a task what it could open besides stays in the background.
    if (entry.opens && scene.enactment !== undefined) return name
    const schema = form.facts[name]?.schema
    const wanted = branch === undefined ? schema : branchSchema(schema, branch)
    return `${name}: ${shortSchema(wanted)}`
  })
  const parts = [
    ...(bound.length === 0 ? [] : [`binds ${bound.join(', ')}`]),
    `tells ${message.to.join(', ') || 'nobody'}`,
    ...(message.lease === undefined ? [] : [`takes a lease on ${message.lease}`]),
    ...(message.does === undefined ? [] : [`does ${message.does.verb} (${message.does.kind})`]),
    ...(message.round === undefined ? [] : [`begins another round`]),
    ...(message.ends === undefined ? [] : [`ends as ${message.ends}`]),
  ]
  return `: ${parts.join('; ')}`
}

const namesOf = (scene: Scene, entry: MenuEntry, form: ProtocolForm): readonly string[] => {
  const enactment = scene.state.open.get(entry.enactment)
  return enactment === undefined
    ? (form.messages[entry.message]?.out ?? []).map(({ fact }) => fact)
    : boundNames(enactment, messageOf(enactment.machine, entry.message))
}
