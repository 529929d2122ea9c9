/** Protocols that come, go or change. */
import { differenceOf, hashOfForm, type ProtocolForm } from '../../../protocol/index.ts'
import type { CharterForm } from '../../charter-form.ts'

/** What changes in the protocols of a firm. */
export const protocolChanges = (before: CharterForm, after: CharterForm): readonly string[] => {
  const names = [...new Set([...Object.keys(before.protocols), ...Object.keys(after.protocols)])]
  return names.toSorted().flatMap((name) => {
    const [was, is] = [before.protocols[name], after.protocols[name]]
    if (is === undefined) return [`${name} can no longer be opened`]
    if (was === undefined) return [`${name} is new`]
    if (isSameProtocol(was, is)) return []
    return differenceOf(was, is).map((sentence) => `${name}: ${sentence}`)
  })
}

/** Whether two forms behave alike, whatever their titles say. */
export const isSameProtocol = (was: ProtocolForm, is: ProtocolForm): boolean =>
  hashOfForm(was) === hashOfForm(is)
