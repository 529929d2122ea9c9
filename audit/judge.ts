/** The audit of one repository and one seed: its runs, and the ten checks over them. */
import { checkAccounts } from './checks/accounts.ts'
import { checkKill } from './checks/kill.ts'
import { checkLeases } from './checks/leases.ts'
import { checkLeftOut, moves } from './checks/left-out.ts'
import { checkLie } from './checks/lie.ts'
import { checkNewcomer } from './checks/newcomer.ts'
import { checkKilledOutside, checkRepeated, killsMin } from './checks/same-tree.ts'
import { checkTold } from './checks/told.ts'
import { checkUntouched } from './checks/untouched.ts'
import { checkUsualKill } from './checks/usual-kill.ts'
import { checkVeto } from './checks/veto.ts'
import type { Answers, Evidence, Finding } from './evidence.ts'
import { fingerprint } from './fingerprint.ts'
import { allAnswers, type Run, runMinute } from './minute.ts'
import { openKiller } from './outside-killer.ts'

/** What to audit. */
export interface AuditWish {
  readonly path: string
  readonly seed: number
  /** Which of the ten are wanted, by number. */
  readonly checks: ReadonlySet<number>
  /** Told of each check as it is done. */
  readonly told: (name: string, finding: Finding) => void
}

/** The checks that one run alone can be judged by. */
export const checksOfOneRun: readonly (readonly [number, string, (run: Evidence) => Finding])[] = [
  [1, 'leases', checkLeases],
  [2, 'who was told', checkTold],
  [3, 'the commit that does not exist', checkLie],
  [4, 'the veto', checkVeto],
  [5, 'the kill', checkKill],
  [6, 'the newcomer', checkNewcomer],
  [7, 'the kill of the usual way', checkUsualKill],
  [7, 'the accounts', checkAccounts],
]

/** What an audit gives: its findings by name. */
export type Audited = ReadonlyMap<string, Finding>

/** Runs everything that is wanted. The repository is read before and after all of it. */
export const audit = async (wish: AuditWish): Promise<Audited> => {
  const { path, seed, checks } = wish
  const findings = new Map<string, Finding>()
  const note = (name: string, finding: Finding): void => {
    findings.set(name, finding)
    wish.told(name, finding)
  }
  const before = fingerprint(path)
  const whole = await runMinute({ path, seed, answers: allAnswers })
  try {
    for (const [number, name, check] of checksOfOneRun) {
      if (checks.has(number))
        note(
          `${number} ${name}`,
          judged(() => check(whole)),
        )
    }
    if (checks.has(8)) await leaveOut(wish, whole, note)
    if (checks.has(9)) await killOutside(wish, whole, note)
  } finally {
    whole.discard()
  }
  if (checks.has(10)) note('10 every byte under PATH', checkUntouched(before, fingerprint(path)))
  return findings
}

// A check that stumbles over what it reads has found something wrong, too.
const judged = (check: () => Finding): Finding => {
  try {
    return check()
  } catch (cause) {
    return { looked: [], wrong: [cause instanceof Error ? cause.message : String(cause)] }
  }
}

type Note = (name: string, finding: Finding) => void

const leaveOut = async ({ path, seed }: AuditWish, whole: Run, note: Note): Promise<void> => {
  const repeated = await runMinute({ path, seed, answers: allAnswers })
  note(
    '8 the same run again',
    judged(() => checkRepeated(whole, repeated)),
  )
  repeated.discard()
  for (const move of Object.keys(moves)) {
    const { [move as keyof Answers]: _, ...answers } = allAnswers
    const without = await runMinute({ path, seed, answers })
    note(
      `8 without ${move}`,
      judged(() => checkLeftOut(whole, without, move)),
    )
    for (const [number, name, check] of checksOfOneRun) {
      note(
        `8 without ${move}: ${number} ${name}`,
        judged(() => check(without)),
      )
    }
    without.discard()
  }
}

const killOutside = async ({ path, seed }: AuditWish, whole: Run, note: Note): Promise<void> => {
  const runs: Run[] = []
  const kills = { all: 0, founding: 0 }
  const isEnough = (): boolean => kills.all >= killsMin.all && kills.founding >= killsMin.founding
  const { hostMs, foundingMs } = whole
  for (let round = 0; !isEnough() && round < killsMin.all; round += 1) {
    const killer = openKiller({ seed: seed * 100 + round, hostMs, foundingMs })
    const { hostSeen, hostForked } = killer
    runs.push(await runMinute({ path, seed, answers: allAnswers, hostSeen, hostForked }))
    const { all, founding } = killer.stop()
    kills.all += all
    kills.founding += founding
  }
  note(
    '9 killed from outside',
    judged(() => checkKilledOutside(whole, runs, kills)),
  )
  for (const [place, run] of runs.entries()) {
    note(
      `9 run ${place + 1}: 7 the accounts`,
      judged(() => checkAccounts(run)),
    )
    run.discard()
  }
}
