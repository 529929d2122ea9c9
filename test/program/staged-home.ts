/** A FIRM_HOME for tests of verbs: a staged firm whose events were written to a real ledger. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeEvent } from '../../src/host/index.ts'
import { ledgerFileOf } from '../../src/cli/open-ledger.ts'
import { runProgram } from '../../src/cli/program.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { chainBodies } from '../../src/ledger/index.ts'
import { type StagedFirm, stageFirm } from '../../src/testing/staged-firm.ts'
import { change } from '../../src/testing/specimens.ts'
import { trialSurroundings } from './trial-surroundings.ts'

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number
  readonly out: readonly string[]
  readonly err: readonly string[]
}

/** A home, what runs the program on it, and how it is taken away. */
export interface StagedHome {
  readonly home: string
  readonly firm: (...words: readonly string[]) => Promise<Ended>
  readonly remove: () => void
}

const decisionText = `
  protocol decision
  key question
  roles owner asker
  facts decided:stands
  rule: owner > asker; out question topic decided; ends completed
`

/** Two changes under an answer of the boss; the merge of the first waits for approval. */
export const stageWork = (): StagedFirm => {
  const firm = stageFirm({
    protocols: [change, decisionText],
    members: {
      boss: ['operator', 'owner'],
      lea: ['lead'],
      eve: ['engineer'],
      bob: ['engineer'],
      rob: ['reviewer'],
    },
    under: ['decision'],
    stands: { decided: 'decision/{topic}' },
    policy: [{ protocol: 'change', message: 'merge', gate: { kind: 'approval', who: 'operator' } }],
  })
  firm.open('boss', 'decision', 'rule', { question: 'q1', topic: 'names', decided: 'camel' })
  firm.open('lea', 'change', 'offer', { work: 'w1', spec: { paths: ['a.md'] }, engineer: 'eve' })
  firm.say('eve', 'change:w1', 'accept', { plan: 'rename' })
  firm.say('eve', 'change:w1', 'deliver', { commit: 'c0ffee' })
  firm.say('rob', 'change:w1', 'judge', { verdict: { meets: {} } })
  firm.say('lea', 'change:w1', 'merge')
  firm.open('lea', 'change', 'offer', { work: 'w2', spec: { paths: ['b.md'] }, engineer: 'bob' })
  firm.run({ type: 'open-turn', member: 'bob', enactment: 'change:w2' })
  return firm
}

/** Writes the bodies of events to the ledger of a new home. */
export const stageHome = async (bodies: readonly string[]): Promise<StagedHome> => {
  const home = mkdtempSync(join(tmpdir(), 'firm staged '))
  const store = await openSqliteStore(ledgerFileOf(home))
  const tip = await store.tip()
  if (bodies.length > 0) await store.append(tip.position, chainBodies(tip, bodies))
  await store.close()
  return {
    home,
    firm: async (...words) => {
      const trial = trialSurroundings({ variables: { FIRM_HOME: home }, folder: home })
      const code = await runProgram(words, verbs, trial.surroundings)
      return { code, out: trial.written, err: trial.complained }
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}

/** The home of the staged work. */
export const stageWorkHome = async (): Promise<StagedHome> =>
  await stageHome(stageWork().events.map(encodeEvent))
