/** Check 2: those told of the changed answer are exactly the open enactments whose premises name it. */
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { eventsOf, landedIn, openAt } from '../ledger.ts'
import { type Line, namesIn, textIn } from '../line.ts'

/** Judges who was told, and that nothing was merged on the old answer. */
export const checkTold = ({ lines, answers }: Evidence): Finding => {
  const { look, expect, finding } = openFinding()
  const changes = eventsOf(lines, 'break-told').filter((line) => Number(line.more['from']) > 0)
  const isWanted = answers.change !== undefined && answers.change !== answers.answer
  expect(!isWanted || changes.length > 0, 'the changed answer told nobody')
  for (const change of changes) {
    const rested = restingAt(lines, change)
    const told = new Set(namesIn(change.more['enactments']))
    const open = [...openAt(lines, change.position)]
    look(
      `${textIn(change.more, 'path')} changed at ${change.position}: told ${[...told].join(', ')}`,
    )
    look(`open and not told: ${open.filter((name) => !told.has(name)).join(', ')}`)
    for (const name of rested) expect(told.has(name), `${name} rests on it and was not told`)
    for (const name of told) expect(rested.has(name), `${name} was told and does not rest on it`)
    expect(
      open.some((name) => name.startsWith('change:') && !told.has(name)),
      'no other task was open and went on untold',
    )
  }
  for (const landed of landedIn(lines)) {
    for (const { path, version } of landed.delivery?.premises ?? []) {
      const now = versionAt(lines, path, landed.receipt.position)
      const words = `${landed.enactment} was merged on version ${version} of ${path}, which was at ${now}`
      expect(version === now, words)
    }
  }
  look(`${landedIn(lines).length} merges, each with the premises of what it merged`)
  return finding()
}

const restingAt = (lines: readonly Line[], change: Line): ReadonlySet<string> => {
  const path = textIn(change.more, 'path')
  const open = openAt(lines, change.position)
  const resting = new Set<string>()
  for (const line of lines) {
    if (line.position >= change.position) break
    const { enactment } = line
    if (enactment === null || !open.has(enactment)) continue
    const names = line.premises.some(
      (premise) => premise.path === path && premise.version < Number(change.more['to']),
    )
    // The question's own enactment made the answer; it does not rest on it.
    if (names && !enactment.startsWith('decision:')) resting.add(enactment)
  }
  return resting
}

const versionAt = (lines: readonly Line[], path: string, position: number): number => {
  let version = 0
  for (const line of lines) {
    if (line.position >= position) break
    const { standing } = line.more
    for (const one of Array.isArray(standing) ? standing : []) {
      const stands = one as { readonly path?: string; readonly version?: number }
      if (stands.path === path) version = stands.version ?? version
    }
  }
  return version
}
