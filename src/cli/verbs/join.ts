/** `firm join`: the coding agents of this repository come to the door; each change is shown and asked for. */
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { doorAddress, type DoorKeys, doorPath, tokenHeader } from '../../api/door/index.ts'
import { joinForm } from '../../api/verbs/index.ts'
import { openRepository } from '../../environments/git/reader/index.ts'
import type { AgentName } from '../../host/index.ts'
import {
  doorFileOf,
  findDoorPort,
  isHome,
  keepDoorKeys,
  newDoorToken,
  NoFirmError,
  readDoorKeys,
} from '../firm-home/index.ts'
import { firmNeeds } from '../firm-needs.ts'
import {
  addSeats,
  agentsIn,
  agentTitles,
  askForChange,
  askForTrust,
  codexHooksFile,
  type DoorPlace,
  findOpenDoors,
  type FoundAgent,
  isWhole,
  joinAgents,
  joinedAgents,
  outcomeComplaints,
  outcomeJson,
  openCodexServer,
  outcomeLines,
  type Trust,
} from '../joining/index.ts'
import { WrongUsageError } from '../reading.ts'
import { openSigner } from '../signing.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Answer, Given, Verb } from '../verb.ts'

export const join: Verb = {
  ...joinForm,
  run: async (given, surroundings) => {
    const count = seatsIn(given)
    const { folder: top } = await openRepository(surroundings.folder)
    const needs = await firmNeeds(surroundings)
    const { home } = needs.places
    if (!isHome(home)) throw new NoFirmError(home)
    const found = await agentsIn(given, surroundings)
    const { screen } = surroundings
    const write = given.json ? screen.complain : screen.write
    const agents = found.map(({ agent }) => agent)
    const signer = openSigner(home, given, surroundings)
    // Hooks without a seat behind them refuse every edit, so seats come first.
    const seats = await addSeats({ agents, count, needs, signer, surroundings, write })
    const keys = await keysFor(home, agents)
    const place = placeOf({ home, top, keys }, surroundings)
    const consent = {
      write,
      asker: surroundings.asker,
      isGiven: given.options['yes'] !== undefined,
      secrets: Object.values(keys.tokens),
    }
    const joining = {
      home,
      top,
      personFolder: surroundings.personFolder,
      faults: surroundings.faults,
      consent: async (change: Parameters<typeof askForChange>[0]) =>
        await askForChange(change, consent),
    }
    const outcomes = await joinAgents(found, joining, place)
    dropTokens(home, keys, agents)
    const trust = await trustOf({ found, home, top, write }, given, surroundings)
    return answer({ found, outcomes, seats, home, top, trust }, surroundings, place)
  },
}

const seatsUsual = 4

const seatsIn = ({ options }: Given): number => {
  const text = options['seats']
  if (text === undefined) return seatsUsual
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 100) return count
  throw new WrongUsageError(`--seats ${text} is no number of seats`, 'Write 1 to 100: --seats 4.')
}

/** The keys of the door, with a token for each agent that is to join. Those that are there stay. */
const keysFor = async (home: string, agents: readonly AgentName[]): Promise<DoorKeys> => {
  const there = readDoorKeys(home) ?? { port: await findDoorPort(), tokens: {} }
  const added = agents
    .filter((agent) => there.tokens[agent] === undefined)
    .map((agent) => [agent, newDoorToken()])
  const keys = { ...there, tokens: { ...there.tokens, ...Object.fromEntries(added) } }
  keepDoorKeys(home, keys)
  return keys
}

/** An agent whose configuration was not written needs no token. */
const dropTokens = (home: string, keys: DoorKeys, agents: readonly AgentName[]): void => {
  const joined = joinedAgents(home)
  const kept = Object.entries(keys.tokens).filter(
    ([agent]) => joined.some((one) => one === agent) || agents.every((one) => one !== agent),
  )
  keepDoorKeys(home, { ...keys, tokens: Object.fromEntries(kept) })
}

const placeOf =
  (
    { home, top, keys }: { readonly home: string; readonly top: string; readonly keys: DoorKeys },
    { modules, personFolder }: Surroundings,
  ) =>
  (agent: AgentName): DoorPlace => {
    const { program } = modules
    const kind = program.pathname.endsWith('.ts') ? 'ts' : 'js'
    const run = (name: string): readonly string[] => [
      process.execPath,
      fileURLToPath(new URL(`./cli/${name}.${kind}`, program)),
    ]
    return {
      top,
      personFolder,
      url: `http://${doorAddress}:${keys.port}${doorPath(agent)}`,
      header: { name: tokenHeader, token: keys.tokens[agent] ?? '' },
      command: [...run('hook'), agent, doorFileOf(home)],
      server: [...run('main'), 'mcp', agent, '--door', doorFileOf(home)],
    }
  }

interface Trusting extends Pick<Joined, 'found' | 'home' | 'top'> {
  readonly write: (line: string) => void
}

/** What Codex says of our hooks, once it was told what the person allowed; unknown where it cannot be asked. */
const trustOf = async (
  { found, home, top, write }: Trusting,
  given: Given,
  { asker, variables }: Surroundings,
): Promise<Trust | undefined> => {
  const codex = found.find(({ agent }) => agent === 'codex')
  if (codex === undefined || !joinedAgents(home).includes('codex')) return undefined
  const server = await openCodexServer(codex.program, { folder: top, variables })
  if (server === undefined) return undefined
  const ask = async (question: string): Promise<boolean> => {
    if (given.options['trust'] !== undefined) return true
    const said = asker.isTerminal ? await asker.ask(question) : undefined
    return said !== undefined && /^y/i.test(said)
  }
  try {
    return await askForTrust(server, { home, top, hooksFile: codexHooksFile(top), write, ask })
  } finally {
    await server.close()
  }
}

interface Joined {
  readonly found: readonly FoundAgent[]
  readonly outcomes: Awaited<ReturnType<typeof joinAgents>>
  readonly seats: readonly string[]
  readonly home: string
  readonly top: string
  readonly trust: Trust | undefined
}

const answer = (
  { found, outcomes, seats, home, top, trust }: Joined,
  { personFolder, variables }: Surroundings,
  place: (agent: AgentName) => DoorPlace,
): Answer => {
  const joined = joinedAgents(home)
  const told = found.filter(({ agent }) => joined.includes(agent))
  const places = { top, personFolder, variables, ...(trust === undefined ? {} : { trust }) }
  const open = told.map((agent) => ({
    agent: agent.agent,
    says: findOpenDoors(agent, places, place(agent.agent)),
  }))
  const complaints = outcomeComplaints(outcomes)
  return {
    exit: isWhole(outcomes) ? 'done' : 'refused',
    lines: [
      ...outcomeLines(outcomes, 'is written'),
      ...open.flatMap(({ agent, says }) => [
        '',
        `${agentTitles[agent]} has joined. What stays open:`,
        ...says.map((sentence) => `  - ${sentence}`),
      ]),
      ...(told.length === 0 ? [] : ['', ...next]),
    ],
    ...(complaints.length === 0 ? {} : { complaints }),
    json: {
      seats: [...seats],
      files: [...outcomeJson(outcomes)],
      open: open.map(({ agent, says }) => ({ agent, says: [...says] })),
    },
  }
}

const next = [
  'Each window that starts here from now on is a member. One that is open already: Claude Code takes the hooks in by',
  'itself, Codex and Gemini CLI when they are started again. `firm up` shows who does what; `firm leave` undoes it all.',
]
