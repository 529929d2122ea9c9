/** `firm leave`: what `firm join` wrote is taken out again, to the byte. */
import { leaveForm } from '../../api/verbs/index.ts'
import { openRepository } from '../../environments/git/reader/index.ts'
import { findHome } from '../find-home.ts'
import {
  isHome,
  keepDoorKeys,
  NoFirmError,
  readDoorKeys,
  removeDoorKeys,
} from '../firm-home/index.ts'
import {
  agentNames,
  agentsNamed,
  askForChange,
  isWhole,
  joinedAgents,
  leaveAgents,
  outcomeComplaints,
  outcomeJson,
  outcomeLines,
} from '../joining/index.ts'
import type { Verb } from '../verb.ts'

export const leave: Verb = {
  ...leaveForm,
  run: async (given, surroundings) => {
    const { folder: top } = await openRepository(surroundings.folder)
    const home = await findHome(surroundings)
    if (!isHome(home)) throw new NoFirmError(home)
    const { screen, asker } = surroundings
    const keys = readDoorKeys(home)
    const consent = {
      write: given.json ? screen.complain : screen.write,
      asker,
      isGiven: given.options['yes'] !== undefined,
      secrets: Object.values(keys?.tokens ?? {}),
    }
    const agents = agentsNamed(given) ?? agentNames
    const outcomes = await leaveAgents(agents, {
      home,
      top,
      personFolder: surroundings.personFolder,
      faults: surroundings.faults,
      consent: async (change) => await askForChange(change, consent),
    })
    dropKeys(home)
    const complaints = outcomeComplaints(outcomes)
    return {
      exit: isWhole(outcomes) ? 'done' : 'refused',
      lines: [
        ...outcomeLines(
          outcomes.filter(({ outcome }) => outcome.kind !== 'unchanged'),
          'is as it is without Firm',
        ),
        ...(isWhole(outcomes)
          ? ['Nothing of Firm is left in the settings. Seats stay until you dismiss them.']
          : []),
      ],
      ...(complaints.length === 0 ? {} : { complaints }),
      json: { files: [...outcomeJson(outcomes)] },
    }
  },
}

/** The tokens of agents that have left are worth nothing from now on. */
const dropKeys = (home: string): void => {
  const keys = readDoorKeys(home)
  if (keys === undefined) return
  const joined = joinedAgents(home)
  if (joined.length === 0) return removeDoorKeys(home)
  const tokens = Object.entries(keys.tokens).filter(([agent]) =>
    joined.some((one) => one === agent),
  )
  keepDoorKeys(home, { ...keys, tokens: Object.fromEntries(tokens) })
}
