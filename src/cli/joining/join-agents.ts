/** Joins the coding agents of a repository: what each is to be told is planned, shown, asked for and written. */
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { Faults } from '../../base/index.ts'
import type { AgentName } from '../../host/index.ts'
import { claudeConfiguration, claudeHooksFile, claudeSweeps } from './claude-configuration.ts'
import { codexConfiguration, codexHooksFile } from './codex-configuration.ts'
import { trustRemoval } from './codex-trust.ts'
import type { Configuration, Removal } from './configuration.ts'
import type { DoorPlace } from './door-place.ts'
import { agentNames, agentTitles, type FoundAgent, knowsOnFailure } from './found-agents.ts'
import { geminiConfiguration, geminiSettingsFile, geminiSweeps } from './gemini-configuration.ts'
import { hookSweeps } from './hook-groups.ts'
import { type FileOutcome, joinFile, leaveFile, type PlannedChange } from './join-file.ts'
import { type JoinedFile, readJoined } from './joined-record.ts'
import {
  claudeServerConfiguration,
  claudeStateFile,
  codexProjectFile,
  codexServerConfiguration,
} from './mcp-entries.ts'
import { excludeFiles, isTracked } from './unshared-files.ts'

/** A change, and what a person should know before they say yes. */
export interface AskedChange extends PlannedChange {
  /** Which agent it is for, and why it is there. */
  readonly title: string
  readonly notes: readonly string[]
}

/** What joining and leaving need. */
export interface AgentJoining {
  readonly home: string
  readonly top: string
  readonly personFolder: string
  readonly faults: Faults
  readonly consent: (change: AskedChange) => Promise<boolean>
}

/** What came of one file, and for which agent. */
export interface AgentOutcome {
  readonly agent: JoinedFile['agent']
  readonly outcome: FileOutcome
}

/** Joins the agents; `placeFor` tells where the door of each is. */
export const joinAgents = async (
  found: readonly FoundAgent[],
  joining: AgentJoining,
  placeFor: (agent: AgentName) => DoorPlace,
): Promise<readonly AgentOutcome[]> => {
  const configurations = found.flatMap((agent) => configurationsOf(agent, placeFor(agent.agent)))
  const exclude = await excludeFor(configurations, joining)
  const all = exclude === undefined ? configurations : [exclude, ...configurations]
  const outcomes: AgentOutcome[] = []
  for (const configuration of all) {
    outcomes.push({
      agent: configuration.agent,
      outcome: await joinOne(configuration, joining),
    })
  }
  return outcomes
}

const configurationsOf = (
  { agent, version }: FoundAgent,
  place: DoorPlace,
): readonly Configuration[] => {
  if (agent === 'gemini') return [geminiConfiguration(place)]
  const { server } = place
  if (agent === 'codex') {
    const hooks = codexConfiguration(place)
    return server === undefined ? [hooks] : [hooks, codexServerConfiguration(place)]
  }
  // A version that cannot be read is taken for a new one; what is open is said either way.
  const hooks = claudeConfiguration(place, knowsOnFailure(version) ?? true)
  // Its state is its own to make: who never started it has none to add to.
  const hasState = server !== undefined && existsSync(claudeStateFile(place))
  return hasState ? [hooks, claudeServerConfiguration(place)] : [hooks]
}

const joinOne = async (
  configuration: Configuration,
  { home, top, faults, consent }: AgentJoining,
): Promise<FileOutcome> => {
  const { agent, file, purpose, isSecret } = configuration
  const tracked = agent !== 'every' && (await isTracked(top, file))
  if (tracked && isSecret) return sharedSecret(file)
  const notes = tracked ? ['Git tracks this file: what is added would be committed with it.'] : []
  const title = agent === 'every' ? purpose : `${agentTitles[agent]}: ${purpose}`
  return await joinFile(configuration, {
    home,
    faults,
    consent: async (change) => await consent({ ...change, title, notes }),
  })
}

const sharedSecret = (file: string): FileOutcome => ({
  kind: 'refused',
  file,
  message: `${file} is tracked by git, and would hold the token of the door`,
  hint: `Take it out of git, as its agent means it: git rm --cached ${file}`,
})

/** Files that hold the token, or that are there by us alone, are nobody else's. */
const excludeFor = async (
  configurations: readonly Configuration[],
  { home, top }: AgentJoining,
): Promise<Configuration | undefined> => {
  const kept = readJoined(home)
  const files = kept.filter(isOursAlone).map(({ file }) => file)
  for (const { file, isSecret } of configurations) {
    const isOurs = isSecret || !existsSync(file)
    if (isOurs && !files.includes(file)) files.push(file)
  }
  const unshared: string[] = []
  for (const file of files) {
    if (!relative(top, file).startsWith('..') && !(await isTracked(top, file))) unshared.push(file)
  }
  return await excludeFiles(top, unshared)
}

const isOursAlone = ({ agent, before }: JoinedFile): boolean =>
  agent !== 'every' && (before === undefined || agent === 'claude')

/** Leaves: every file that is in the record, and those in which ours stands without one. */
export const leaveAgents = async (
  agents: readonly AgentName[],
  joining: AgentJoining,
): Promise<readonly AgentOutcome[]> => {
  const { home, faults } = joining
  const outcomes: AgentOutcome[] = []
  for (const { agent, file, removal, title } of leavable(agents, joining)) {
    const consent = async (change: PlannedChange): Promise<boolean> =>
      await joining.consent({ ...change, title, notes: [] })
    const outcome = await leaveFile({ file, removal }, { home, faults, consent })
    outcomes.push({ agent, outcome })
  }
  return outcomes
}

interface Leavable {
  readonly agent: JoinedFile['agent']
  readonly file: string
  readonly removal: Removal
  readonly title: string
}

const leavable = (agents: readonly AgentName[], joining: AgentJoining): readonly Leavable[] => {
  const { home, top } = joining
  const kept = readJoined(home)
  const usual = agents.flatMap((agent) =>
    usualFiles(agent, joining).map((file) => ({ agent, file })),
  )
  const recorded = kept.filter(({ agent }) => agent === 'every' || agents.includes(agent))
  const lost = usual.filter(({ file }) => kept.every((one) => one.file !== file))
  const isLast = kept.every(({ agent }) => agent === 'every' || agents.includes(agent))
  return [...recorded, ...lost].flatMap(({ agent, file }): readonly Leavable[] => {
    if (agent !== 'every') {
      const removal = removalOf(agent, file, top)
      return [{ agent, file, removal, title: `${agentTitles[agent]} leaves` }]
    }
    const title = 'what is left out of commits'
    return isLast ? [{ agent, file, removal: { kind: 'block' }, title }] : []
  })
}

const removalOf = (agent: AgentName, file: string, top: string): Removal => {
  if (agent === 'claude') return { kind: 'json', sweeps: claudeSweeps(top) }
  if (agent === 'gemini') return { kind: 'json', sweeps: geminiSweeps }
  if (file === codexHooksFile(top)) return { kind: 'json', sweeps: hookSweeps(agent) }
  // Besides those of the repository there is its own file, where it keeps what it may trust.
  return file === codexProjectFile(top) ? { kind: 'block' } : trustRemoval(top, codexHooksFile(top))
}

/** The files in which ours may stand though the record was lost. */
const usualFiles = (
  agent: AgentName,
  { top, personFolder }: Pick<AgentJoining, 'top' | 'personFolder'>,
): readonly string[] => {
  const files = {
    claude: [claudeHooksFile(top), claudeStateFile({ personFolder })],
    codex: [codexHooksFile(top), codexProjectFile(top)],
    gemini: [geminiSettingsFile(top)],
  }
  return files[agent]
}

/** The agents that have joined, by the record. */
export const joinedAgents = (home: string): readonly AgentName[] => {
  const kept = new Set(readJoined(home).map(({ agent }) => agent))
  return agentNames.filter((agent) => kept.has(agent))
}
