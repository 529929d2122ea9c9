/** A door for tests: a staged firm with seats for windows, a simulated tree, and processes that live until they are killed. */
import {
  type AgentName,
  type DoorOptions,
  type DoorReply,
  type Move,
  openDoor,
  type OpenedDoor,
} from '../host/index.ts'
import type { TreeLook } from '../host/ports/index.ts'
import type { CharterForm, MemberForm } from '../kernel/index.ts'
import { windowMind } from '../minds/window/index.ts'
import { git, text } from '../protocol/index.ts'
import { decision, edit, presence } from '../protocol/library/index.ts'
import type { ProtocolForm } from '../protocol/index.ts'
import { stageHost, type StagedHost } from './staged-host.ts'
import { staffed } from './staged-firm.ts'

/** A member that is a seat for windows of an agent. */
export const seatFor = (agent: AgentName, name: string): MemberForm => ({
  ...staffed(['window'], name),
  mind: { kind: 'window', options: { agent } },
  kinship: [agent],
})

/** What a staged door is made of. */
export interface DoorStaging {
  /** The agent of each seat, by its name. */
  readonly seats: { readonly [name: string]: AgentName }
  readonly members?: { readonly [name: string]: MemberForm }
  readonly protocols?: readonly ProtocolForm[]
  readonly policy?: CharterForm['policy']
}

/** The charter of a firm that windows may join: its operator is `boss`. */
export const doorCharter = ({
  seats,
  members = {},
  protocols = [],
  policy = [],
}: DoorStaging): CharterForm => {
  const rulings = decision.with({ facts: { proposal: text(), decided: text() } })
  const forms = [presence.form, edit({ place: git('.') }).form, rulings.form, ...protocols]
  const sitting = Object.entries(seats).map(
    ([name, agent]) => [name, seatFor(agent, name)] as const,
  )
  return {
    format: 1,
    name: 'acme',
    goal: { text: 'ship', owner: 'boss', measure: 'tests pass' },
    members: { boss: staffed(['operator'], 'boss'), ...Object.fromEntries(sitting), ...members },
    protocols: Object.fromEntries(forms.map((form) => [form.name, form])),
    environments: {},
    policy,
    budgets: [],
    code: '',
  }
}

/** The repository's folder in tests. */
export const treeFolder = '/repo'

/** What is outside of the firm, as a test sets it. */
export interface DoorWorld {
  /** Paths that are not committed. */
  readonly dirty: Set<string>
  readonly dead: Set<number>
  /** Where links lead. */
  readonly links: Map<string, string>
  /** By path, which version of it the tree has. */
  readonly versions: Map<string, number>
  /** The commits of the repository, the last one last. */
  readonly commits: Set<string>
}

/** A world in which nothing was written and everybody lives. */
export const openDoorWorld = (): DoorWorld => ({
  dirty: new Set(),
  dead: new Set(),
  links: new Map(),
  versions: new Map(),
  commits: new Set(),
})

/** The ports of a door on such a world. */
export const doorPorts = ({ dirty, dead, links, versions, commits }: DoorWorld): DoorOptions => ({
  tree: {
    folder: treeFolder,
    resolve: async (path) => {
      const link = [...links].find(([from]) => path === from || path.startsWith(`${from}/`))
      const place = link === undefined ? path : `${link[1]}${path.slice(link[0].length)}`
      return await Promise.resolve(place)
    },
    dirty: async (paths) => await Promise.resolve(paths.filter((path) => dirty.has(path))),
    look: async () => {
      const [before, head] = [new Map(versions), [...commits].at(-1)]
      const changes: TreeLook['changes'] = async () => ({
        paths: [...versions.keys()].filter((path) => versions.get(path) !== before.get(path)),
        hasMoved: await Promise.resolve(head !== [...commits].at(-1)),
      })
      return await Promise.resolve({ changes })
    },
    hasCommit: async (name) =>
      await Promise.resolve([...commits].some((one) => one.startsWith(name))),
  },
  processes: { isAlive: (process) => !dead.has(process) },
  closed: ['/closed'],
})

/** A scripted window: each move is a call in its own name. */
export interface ScriptedWindow {
  readonly agent: AgentName
  readonly session: string
  readonly folder?: string
  readonly process?: number
}

/** A door that is open on a staged host. */
export interface StagedDoor extends StagedHost {
  readonly door: OpenedDoor
  readonly world: DoorWorld
  readonly move: (window: ScriptedWindow, move: Move) => Promise<DoorReply>
  /** Asks for a write; the reply. */
  readonly write: (window: ScriptedWindow, ...paths: readonly string[]) => Promise<DoorReply>
}

/** Opens a firm with a door. */
export const stageDoor = async (
  staging: DoorStaging,
  options: Partial<DoorOptions> = {},
): Promise<StagedDoor> => {
  const charter = doorCharter(staging)
  const minds = new Map(Object.keys(staging.seats).map((name) => [name, windowMind()]))
  const staged = await stageHost({ charter, minds })
  const world = openDoorWorld()
  const door = await openDoor(staged.host, { ...doorPorts(world), ...options })
  const move: StagedDoor['move'] = async (window, one) =>
    await door.take({ folder: treeFolder, ...window, move: one })
  return {
    ...staged,
    door,
    world,
    move,
    write: async (window, ...paths) => await move(window, { kind: 'about-to-write', paths }),
  }
}
