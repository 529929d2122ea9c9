/** Advice: whose silence can stall a protocol, and which gates wait for a person. */
import type { Machine } from '../machine/machine.ts'
import { canReach } from './graph.ts'
import { hasEnded } from './home.ts'
import type { HomeGraph } from './judge.ts'
import type { Advice } from './verdict.ts'

/**
 * The roles without whom, once the first message is sent, the end may stay out of reach. An expiry
 * counts here: it is how a protocol outlives silence.
 */
export const stallingRoles = (machine: Machine, graph: HomeGraph): string[] =>
  machine.form.roles.flatMap(({ name }, role) => {
    const counts = (edge: { by: number; kind: string; from: number }): boolean =>
      edge.kind !== 'outside' && (edge.by !== role || edge.from === 0)
    const reaches = canReach(graph, hasEnded, counts)
    // Where the end can be reached from everywhere, it is so too from where the others come to.
    if (!reaches.includes(0, 1)) return []
    const reached = new Uint8Array(graph.states.length)
    reached[0] = 1
    // Edges stand in the order of their origins, but may lead back: repeat until nothing is new.
    for (let grew = true; grew;) {
      grew = false
      for (const edge of graph.edges) {
        if (reached[edge.from] !== 1 || reached[edge.to] === 1 || !counts(edge)) continue
        reached[edge.to] = 1
        grew = true
      }
    }
    const isStuck = reached.some((is, state) => is === 1 && state > 0 && reaches[state] === 0)
    return isStuck ? [name] : []
  })

const gateAdvice = (machine: Machine): Advice[] =>
  machine.messages
    .filter((message) => message.effect === 'irreversible')
    .map((message) => ({
      about: 'gate',
      sentence: `'${message.name}' is irreversible: unless a policy names its gate, it waits for approval.`,
    }))

/** What is worth knowing of a protocol that was explored. */
export const adviceOf = (machine: Machine, graph: HomeGraph): Advice[] => [
  ...stallingRoles(machine, graph).map((role): Advice => ({
    about: 'silence',
    sentence: `If '${role}' falls silent the enactment can stall: a deadline would end it.`,
  })),
  ...gateAdvice(machine),
]
