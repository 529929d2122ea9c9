/** Check 4: the vetoed difference is in content, and not reachable from the branch. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Evidence, type Finding, openFinding } from '../evidence.ts'
import { findNamed } from '../fingerprint.ts'
import { eventsOf, saidIn } from '../ledger.ts'
import { namesIn, recordIn, textIn } from '../line.ts'

/** Judges the veto. */
export const checkVeto = ({ lines, clone, home, answers }: Evidence): Finding => {
  const { look, expect, finding } = openFinding()
  const vetoes = eventsOf(lines, 'intent-vetoed')
  if (answers.veto !== true) {
    expect(vetoes.length === 0, 'something was vetoed though nothing was to be')
    return finding()
  }
  expect(vetoes.length === 1, `${vetoes.length} vetoes, not one`)
  for (const veto of vetoes) {
    const intent = textIn(veto.more, 'intent')
    const held = eventsOf(lines, 'intent-held').find(
      (line) => textIn(line.more, 'intent') === intent,
    )
    const preview = textIn(held?.more, 'preview')
    const shown = readContent(join(home, 'content'), preview)
    look(`${intent} at ${veto.position}, its difference ${preview.slice(0, 12)}`)
    expect(shown.fits, `the content ${preview} has other bytes than its name says`)
    expect(
      shown.text.includes('deleted file mode'),
      `the difference of ${intent} is not in content`,
    )
    const path = vetoedPath(lines, veto.enactment)
    const delivered = textIn(
      saidIn(lines, 'deliver').findLast((line) => line.enactment === veto.enactment)?.facts,
      'result',
    )
    expect(shown.text.includes(` b/${path}`), `the difference of ${intent} is not about ${path}`)
    expect(clone.has(delivered), `the vetoed commit ${delivered} is gone`)
    expect(!clone.isAncestor(delivered, clone.tip()), `the vetoed ${delivered} is on the branch`)
    expect(clone.deletions(path).length === 0, `${path} was deleted on the branch all the same`)
    look(`${delivered} is not on the branch, which never deleted ${path}`)
  }
  return finding()
}

const vetoedPath = (lines: Evidence['lines'], enactment: string | null): string => {
  const offer = saidIn(lines, 'offer').find((line) => line.enactment === enactment)
  return namesIn(recordIn(offer?.facts, 'spec')['paths'])[0] ?? ''
}

const saltBytes = 32

/** A content is named by the hash over its shelf's salt and its bytes; both are read here and hashed again. */
const readContent = (
  folder: string,
  name: string,
): { readonly text: string; readonly fits: boolean } => {
  const file = name === '' ? undefined : findNamed(folder, name)
  if (file === undefined) return { text: '', fits: false }
  const bytes = readFileSync(file)
  const salt = readFileSync(join(dirname(dirname(file)), 'about')).subarray(0, saltBytes)
  const fits = createHash('sha256').update(salt).update(bytes).digest('hex') === name
  return { text: bytes.toString('utf8'), fits }
}
