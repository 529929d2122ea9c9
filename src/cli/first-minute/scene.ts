/** What the story must know to tell an event in a few words: tasks, intents and who is here. */
import { z } from 'zod'
import type { FirmEvent } from '../../kernel/index.ts'

/** What is known so far. */
export interface Scene {
  /** Whether a task's defect was planted, by its key. */
  readonly planted: Map<string, boolean>
  readonly open: Set<string>
  /** Merges that were started and have no receipt yet: the task by the key of the effect. */
  readonly underWay: Map<string, string>
  readonly intents: Map<string, { readonly enactment: string; readonly message: string }>
  /** Roles by member, of the charter in force. */
  members: ReadonlyMap<string, readonly string[]>
  /** Those whom the charter in force brought. */
  hired: readonly string[]
  hostCount: number
}

/** Nothing is known. */
export const emptyScene = (): Scene => ({
  planted: new Map(),
  open: new Set(),
  underWay: new Map(),
  intents: new Map(),
  members: new Map(),
  hired: [],
  hostCount: 0,
})

const Offered = z.object({ work: z.string(), spec: z.object({ planted: z.boolean() }) })

/** Takes note of an event, before it is told. */
export const rememberScene = (scene: Scene, event: FirmEvent): void => {
  switch (event.type) {
    case 'host-started':
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
      if (event.effect !== undefined) scene.underWay.set(event.effect, event.enactment)
      const offered = event.message === 'offer' ? Offered.safeParse(event.facts) : undefined
      if (offered?.success === true) {
        scene.planted.set(offered.data.work, offered.data.spec.planted)
      }
      return
    }
    default:
      return
  }
}

/** What stands behind a task whose defect we planted. */
export const plantedMark = ' (planted)'

/** A task by its key and how often it was begun, marked where we planted its defect. */
export const taskIn = (scene: Scene, enactment: string): string => {
  const key = enactment.replace(/^[^:]*:/, '')
  const planted = scene.planted.get(key.replace(/~\d+$/, '')) ?? false
  return planted ? `${key}${plantedMark}` : key
}
