/** A failing run made smaller, with the same seed: fewer actions, fewer members and protocols, and still failing. */
import type { Breach } from './ledger-oracle.ts'
import { allActions, simulateFirm, type SimulationOptions } from './simulated-firm.ts'

/** A run of one seed, and the breach that it ends in. */
export interface FailingRun {
  readonly seed: number
  readonly actions: readonly number[]
  readonly without: readonly string[]
  readonly breach: Breach
}

/** More runs than this are not tried. */
const runsMax = 150

/** What a charter may go without: every protocol, and whoever is not its operator. */
const leavable: readonly string[] =
  'change question order net vote inquiry decision split lea eve bob rob'.split(' ')

/** The smallest run found that breaks the invariant which the whole run of a seed breaks first; undefined where it breaks none. */
export const smallestRun = async (
  seed: number,
  options: Pick<SimulationOptions, 'bug'> = {},
): Promise<FailingRun | undefined> => {
  const { breaches } = await simulateFirm(seed, options)
  const [breach] = breaches
  if (breach === undefined) return undefined
  let runs = 0
  let best: FailingRun = { seed, actions: allActions, without: [], breach }
  const tries = async (smaller: Pick<FailingRun, 'actions' | 'without'>): Promise<boolean> => {
    if (runs >= runsMax) return false
    runs += 1
    const tried = await simulateFirm(seed, { ...options, ...smaller })
    const found = tried.breaches.find(({ invariant }) => invariant === breach.invariant)
    if (found !== undefined) best = { seed, ...smaller, breach: found }
    return found !== undefined
  }
  for (let before = Infinity; sizeOf(best) < before;) {
    before = sizeOf(best)
    await cutActions(() => best, tries)
    for (const name of leavable.filter((one) => !best.without.includes(one))) {
      await tries({ ...best, without: [...best.without, name] })
    }
  }
  return best
}

const sizeOf = ({ actions, without }: FailingRun): number => actions.length - without.length

/** Leaves out every stretch of actions that the breach does without, the long ones first. */
const cutActions = async (
  best: () => FailingRun,
  tries: (smaller: FailingRun) => Promise<boolean>,
): Promise<void> => {
  for (let length = best().actions.length >> 1; length >= 1; length >>= 1) {
    // From the end, where what comes after the breach lies.
    for (let end = best().actions.length; end > 0; end -= length) {
      const { actions } = best()
      const left = actions.filter((_action, place) => place < end - length || place >= end)
      await tries({ ...best(), actions: left })
    }
  }
}

/** What a failing run is told by: the breach, and the command that repeats it. */
export const runSentence = ({ seed, actions, without, breach }: FailingRun): string => {
  const left = without.length === 0 ? '' : `WITHOUT=${without.join(',')} `
  const command = `SEED=${seed} ACTIONS=${actions.join(',')} ${left}npm test -- test/simulation/firms.test.ts`
  return `invariant ${breach.invariant} at ${breach.position}: ${breach.what}\n${command}\nrepeats the smallest run that was found; SEED=${seed} npm test the whole one`
}

/** The run that the variables of such a command name: all of it where they name nothing. */
export const runOf = (variables: {
  readonly [name: string]: string | undefined
}): Required<Pick<SimulationOptions, 'actions' | 'without'>> => {
  const { ACTIONS: actions, WITHOUT: without } = variables
  return {
    actions: actions === undefined ? allActions : listed(actions).map(Number),
    without: without === undefined ? [] : listed(without),
  }
}

const listed = (text: string): readonly string[] => text.split(',').filter((one) => one !== '')
