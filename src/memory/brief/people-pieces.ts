/** Who acts nearby, and whom to ask: the people of a brief. */
import type { Enactment } from '../../kernel/index.ts'
import { isAudience } from '../audience.ts'
import { type Nearness, nearnessOf } from '../nearness.ts'
import type { Piece } from './brief.ts'
import { sayValue, type Scene } from './scene.ts'

const nearbyMax = 10

interface Neighbour {
  readonly other: Enactment
  readonly rank: number
}

/** Open enactments on the same or neighbouring places, with who works on what and what they hold. */
export const nearbyPieces = (scene: Scene): readonly Piece[] =>
  neighboursOf(scene).map(({ other, rank }) => ({
    section: 'nearby',
    what: other.id,
    text: sayNeighbour(scene, other),
    rank,
  }))

const nearestRank = 5
const nearRank = 7

// The nearest, and of those as near the oldest: once there are enough of them nobody looks further.
const neighboursOf = (scene: Scene): readonly Neighbour[] => {
  const nearest: Neighbour[] = []
  const near: Neighbour[] = []
  // In the lobby all are as near, and work that has no place has no neighbours.
  const isLobby = scene.trace === undefined
  const { paths, scopes } = scene.places
  if (!isLobby && paths.length + scopes.length === 0) return []
  for (const other of scene.state.open.values()) {
    const nearness = nearnessTo(scene, other)
    if (nearness === 'same') nearest.push({ other, rank: nearestRank })
    else if (nearness === 'near') near.push({ other, rank: nearRank })
    if ((isLobby ? near : nearest).length === nearbyMax) break
  }
  return [...nearest, ...near].slice(0, nearbyMax)
}

// In the lobby every open enactment is a neighbour; the rounds of one's own work are not.
const nearnessTo = (scene: Scene, other: Enactment): Nearness => {
  if (other.id === scene.ask.enactment || other.root === scene.trace?.root) return 'apart'
  if (scene.trace === undefined) return 'near'
  const trace = scene.memory.traces.get(other.id)
  return trace === undefined ? 'apart' : nearnessOf(scene.places, trace)
}

const sayNeighbour = ({ memory, state }: Scene, other: Enactment): string => {
  const people = [...other.roles].map(([role, holder]) => `${holder.member} as ${role}`)
  const paths = memory.traces.get(other.id)?.paths ?? []
  const taken = new Set(state.held.get(other.root))
  const held = [...taken].filter((one) => state.leases.get(one) === other.root)
  return [
    `- ${other.id}${people.length === 0 ? '' : ` (${people.join(', ')})`}`,
    ...(paths.length === 0 ? [] : [`works on ${paths.slice(0, 6).join(', ')}`]),
    ...(held.length === 0 ? [] : [`holds ${held.slice(0, 6).join(', ')}`]),
  ].join('; ')
}

/** Whom to ask: owners of what is touched, who said what stands, who holds the other roles, the operator. */
export const askPieces = (scene: Scene): readonly Piece[] => {
  const reasons = new Map<string, string[]>()
  const add = (member: string, reason: string): void => {
    if (member === scene.ask.member || !scene.state.members.has(member)) return
    reasons.set(member, [...(reasons.get(member) ?? []), reason])
  }
  addOwners(scene, add)
  for (const { path } of scene.premises) {
    const standing = scene.state.standing.get(path)
    if (standing !== undefined) add(standing.by, `said ${path}`)
  }
  for (const [role, { member }] of scene.enactment?.roles ?? []) add(member, `${role} here`)
  for (const [name, { roles }] of Object.entries(scene.state.charter?.members ?? {})) {
    if (roles.includes('operator')) add(name, 'the operator')
  }
  return [...reasons].map(([member, why]) => ({
    section: 'ask',
    what: member,
    text: `- ${member}: ${why.join(', ')}`,
    rank: 6,
  }))
}

const addOwners = (scene: Scene, add: (member: string, reason: string) => void): void => {
  for (const path of scene.places.paths) {
    const steps = path.split('/')
    for (let depth = steps.length; depth > 0; depth -= 1) {
      const thing = steps.slice(0, depth).join('/')
      const owned = scene.memory.standing.get(`owner/${thing}`)?.at(-1)
      if (owned === undefined || !isAudience(owned.audience, scene.reader)) continue
      add(sayValue(scene, owned.value), `owns ${thing}`)
      break
    }
  }
}
