/** What the story must know to tell an event in a few words: tasks, intents and who is here. */
import { z } from 'zod'
import type { FirmEvent } from '../../kernel/index.ts'

/** What is known so far. */
export interface Scene {
  /** What was offered, by the key of the task. */
  readonly works: Map<string, OfferedWork>
  /** Who reported what is not there. */
  readonly caught: Set<string>
  readonly open: Set<string>
  /** Merges that were started and have no receipt yet: the task by the key of the effect. */
  readonly underWay: Map<string, string>
  /** The host that started an effect, by its key. */
  readonly begunBy: Map<string, string>
  readonly intents: Map<string, { readonly enactment: string; readonly message: string }>
  /** Roles by member, of the charter in force. */
  members: ReadonlyMap<string, readonly string[]>
  /** Those whom the charter in force brought. */
  hired: readonly string[]
  host: string
  hostCount: number
}

/** What an offer says of a task. */
interface OfferedWork {
  readonly engineer: string
  readonly kind: string
  readonly planted: boolean
}

/** Nothing is known. */
export const emptyScene = (): Scene => ({
  works: new Map(),
  caught: new Set(),
  open: new Set(),
  underWay: new Map(),
  begunBy: new Map(),
  intents: new Map(),
  members: new Map(),
  hired: [],
  host: '',
  hostCount: 0,
})

const Offered = z.object({
  work: z.string(),
  engineer: z.string(),
  spec: z.object({ planted: z.boolean(), kind: z.string() }),
})

/** Takes note of an event, before it is told. */
export const rememberScene = (scene: Scene, event: FirmEvent): void => {
  switch (event.type) {
    case 'host-started':
      scene.host = event.host
      scene.hostCount += 1
      return
    case 'charter-adopted': {
      const members = new Map(
        Object.entries(event.charter.members).map(([name, { roles }]) => [name, roles]),
      )
      scene.hired = [...members.keys()].filter((name) => !scene.members.has(name))
      scene.members = members
      return
    }
    case 'enactment-opened':
      scene.open.add(event.enactment)
      return
    case 'enactment-ended':
      scene.open.delete(event.enactment)
      return
    case 'intent-held': {
      const [first] = event.messages
      const message = first?.message ?? ''
      scene.intents.set(event.intent, { enactment: event.enactment, message })
      return
    }
    case 'effect-settled':
      scene.underWay.delete(event.effect)
      return
    case 'message-sent': {
      if (event.effect !== undefined) {
        scene.underWay.set(event.effect, event.enactment)
        scene.begunBy.set(event.effect, scene.host)
      }
      const offered = event.message === 'offer' ? Offered.safeParse(event.facts) : undefined
      if (offered?.success === true) {
        const { work, engineer, spec } = offered.data
        scene.works.set(work, { engineer, ...spec })
      }
      return
    }
    case 'turn-refused':
      if (event.why === 'missing-receipt') scene.caught.add(event.by)
      return
    default:
      return
  }
}

/** What stands behind a task whose defect we planted. */
export const plantedMark = ' (planted)'

/** What was offered with a task, in whichever round of it. */
export const workIn = (scene: Scene, enactment: string): OfferedWork | undefined =>
  scene.works.get(enactment.replace(/^[^:]*:/, '').replace(/~\d+$/, ''))

/** A task by its key and how often it was begun, marked where we planted its defect. */
export const taskIn = (scene: Scene, enactment: string): string => {
  const key = enactment.replace(/^[^:]*:/, '')
  return workIn(scene, enactment)?.planted === true ? `${key}${plantedMark}` : key
}
