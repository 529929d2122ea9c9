/** The verb `reassign`: what a member holds in open work goes to another, in one work or in all. */
import { z } from 'zod'
import { accepted, refused } from '../../base/index.ts'
import { decide, type FirmState } from '../../kernel/index.ts'
import type { Host, Request } from '../host.ts'
import { asJson, type HostVerb, hostVerb } from './host-verb.ts'

const args = z.object({
  by: z.string(),
  member: z.string(),
  /** Who takes it. */
  to: z.string(),
  /** Empty for all open work. */
  enactment: z.string().default(''),
  because: z.string().default(''),
})

type Assigning = Request & { readonly type: 'assign-role' }

export const reassign: HostVerb = hostVerb(args, async ({ host }, asked) => {
  const { member, to, by, because } = asked
  const held = heldBy(host.state, member, asked.enactment)
  if (held.length === 0) {
    const where = asked.enactment === '' ? 'any open work' : asked.enactment
    const mend = '`firm status` shows who does what.'
    return refused('nothing-to-do', `${member} holds no role in ${where}`, mend)
  }
  const wanted = held.map((one): Assigning => ({
    type: 'assign-role',
    ...one,
    member: to,
    by,
    because,
  }))
  // All of it or none: whoever may not take one role is given no other either.
  for (const one of wanted) {
    const why = refusalOf(host, one)
    if (why !== undefined) return refused('may-not-hold', why, mendOf(host.state, one.role))
  }
  for (const one of wanted) await host.submit(one)
  return accepted(asJson({ member, to, roles: held }))
})

interface HeldRole {
  readonly enactment: string
  readonly role: string
}

const heldBy = (state: FirmState, member: string, enactment: string): readonly HeldRole[] =>
  [...state.open.values()]
    .filter(({ id }) => enactment === '' || id === enactment)
    .flatMap(({ id, roles }) =>
      [...roles].flatMap(([role, holder]) =>
        holder.member === member ? [{ enactment: id, role }] : [],
      ),
    )

const refusalOf = ({ state, options }: Host, request: Assigning): string | undefined => {
  const trial = decide(state, { ...request, at: options.clock.now(), host: options.name })
  return trial.ok ? undefined : trial.message
}

const mendOf = ({ charter }: FirmState, role: string): string => {
  const able = Object.entries(charter?.members ?? {}).flatMap(([name, { roles }]) =>
    roles.includes(role) ? [name] : [],
  )
  const names = able.length === 0 ? 'nobody' : able.join(', ')
  return `The charter gives ${role} to ${names}, and to nobody what must be apart from a role that they hold.`
}
