/** Whoever a schedule or an observation wakes is a member that takes turns by itself, and has something to open then. */
import { type CharterMistake, orList } from '../charter-error.ts'
import type { AnyFirmSpec } from '../firm-spec.ts'

/** What is wrong with waking this member. */
export const wokenMistakes = (
  spec: AnyFirmSpec,
  wakes: string,
): readonly Omit<CharterMistake, 'place'>[] => {
  // A person takes no turn by itself, and whoever can open nothing takes none between tasks: nobody would be woken.
  const acting = Object.keys(spec.members).filter((name) => isActing(spec, name))
  const opening = acting.filter((name) => opensSomething(spec, name))
  if (opening.includes(wakes)) return []
  const mend = opening.length === 0 ? 'Hire a member that opens work.' : `Wake ${orList(opening)}.`
  return [{ sentence: `'${wakes}' ${whyNot(spec, wakes)}`, mend }]
}

const whyNot = (spec: AnyFirmSpec, wakes: string): string => {
  if (!Object.hasOwn(spec.members, wakes)) return 'is no member'
  return isActing(spec, wakes)
    ? 'has no role that opens a protocol, so it would be woken for nothing'
    : 'is a person, who takes no turn by being woken'
}

const isActing = ({ members }: AnyFirmSpec, name: string): boolean =>
  members[name]?.mind.kind !== 'person'

// What needs nothing to be known is what an enactment begins with.
const opensSomething = ({ members, protocols }: AnyFirmSpec, name: string): boolean => {
  const roles = members[name]?.roles ?? []
  return protocols.some(({ form }) =>
    Object.values(form.messages).some(
      ({ from, in: needs }) => needs.length === 0 && roles.includes(from),
    ),
  )
}
