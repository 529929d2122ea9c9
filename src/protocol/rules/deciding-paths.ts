/** Which values decide how an enactment goes on, and so must stand where they are read: in the ledger, never in content. */
import type { ProtocolForm } from '../form.ts'
import type { Mistake } from '../protocol-error.ts'

/** The paths of facts that decide something, such as `spec.paths`, each with what it decides; all else is for minds. */
export const decidingPaths = (form: ProtocolForm): ReadonlyMap<string, string> =>
  new Map([
    ...form.key.map((name) => [name, 'which work it is'] as const),
    ...Object.entries(form.messages).flatMap(([name, { lease, by }]) => [
      ...(lease === undefined ? [] : [[lease, `what '${name}' leases`] as const]),
      ...(by === undefined ? [] : [[by, `until when '${name}' waits`] as const]),
    ]),
    ...form.deadlines.map(
      (deadline) => [deadline.at, `until when '${deadline.for}' has time`] as const,
    ),
    ...form.under.flatMap(({ scope }) =>
      pathsIn(scope).map((path) => [path, 'what stands under the work'] as const),
    ),
    ...Object.entries(form.facts).flatMap(([name, { stands = '', kind }]) => [
      ...pathsIn(stands).map((path) => [path, `where '${name}' stands`] as const),
      ...(kind === 'member' || kind === 'members' ? [[name, 'who has a role'] as const] : []),
      ...(kind === 'each' ? [[name, 'the parts of the work'] as const] : []),
    ]),
  ])

/** The paths in a template such as `decision/{spec.area}`. */
const pathsIn = (template: string): readonly string[] =>
  [...template.matchAll(/\{([^}]+)\}/g)].flatMap(([, path]) => path ?? [])

/** What is personal stands in content, so it decides nothing. */
export const personalMistakes = (form: ProtocolForm): readonly Mistake[] =>
  [...decidingPaths(form)].flatMap(([path, decided]) => {
    const [name = ''] = path.split('.')
    if (form.facts[name]?.personal === undefined) return []
    return [
      {
        place: `facts.${name}`,
        sentence: `'${name}' is personal, so it is kept out of the ledger, and it decides ${decided}`,
        mend: 'Let another fact decide that, or do not declare this one personal.',
      },
    ]
  })
