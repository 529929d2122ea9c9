/** An operator who does anything they may: approves, vetoes, cancels, pauses, gives roles away, by seed. */
import type { Random } from '../base/index.ts'
import type { Host, Request } from '../host/index.ts'
import { intentContent } from '../kernel/index.ts'
import { testOperator } from './test-operator.ts'

/** One move, or none where it finds nothing to move. */
export const randomMove = (random: Random, host: Host): Request | undefined => {
  const { state } = host
  const intents = [...state.intents.values()]
  const open = [...state.open.keys()]
  const by = 'boss'
  const because = 'chance'
  switch (random.integer(7)) {
    case 0:
    case 1:
    case 2: {
      if (intents.length === 0) return undefined
      const intent = random.pick(intents)
      if (random.integer(3) === 0) {
        return {
          type: 'veto-intent',
          intent: intent.id,
          by,
          because,
          forGood: random.integer(2) === 0,
        }
      }
      const signature = testOperator().sign('acme', {
        verb: 'approve',
        what: intentContent(intent),
      })
      return { type: 'approve-intent', intent: intent.id, by, signature, records: [] }
    }
    case 3:
      if (open.length === 0) return undefined
      return { type: 'end-enactment', enactment: random.pick(open), as: 'cancelled', by, because }
    case 4:
      return { type: state.paused ? 'resume-member' : 'pause-member', member: '', by, because }
    case 5: {
      const member = random.pick(['eve', 'bob'])
      const isPaused = state.members.get(member)?.paused === true
      return { type: isPaused ? 'resume-member' : 'pause-member', member, by, because }
    }
    default: {
      const enactment = open.length === 0 ? undefined : state.open.get(random.pick(open))
      const role = enactment === undefined ? undefined : [...enactment.roles.keys()][0]
      if (enactment === undefined || role === undefined) return undefined
      const member = random.pick(['eve', 'bob', 'rob', 'lea'])
      return { type: 'assign-role', enactment: enactment.id, role, member, by, because }
    }
  }
}
