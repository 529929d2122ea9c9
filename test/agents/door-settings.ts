/** Sets windows up for a door as `firm join` does: the same configurations, in a project and its made-up homes. */
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { doorAddress, doorPath, tokenHeader } from '../../src/api/door/index.ts'
import { FirmError, noFaults } from '../../src/base/index.ts'
import { doorFileOf } from '../../src/cli/firm-home/index.ts'
import { claudeConfiguration } from '../../src/cli/joining/claude-configuration.ts'
import { codexConfiguration } from '../../src/cli/joining/codex-configuration.ts'
import { geminiConfiguration } from '../../src/cli/joining/gemini-configuration.ts'
import type { DoorPlace } from '../../src/cli/joining/index.ts'
import { joinFile } from '../../src/cli/joining/join-file.ts'
import type { AgentName } from '../../src/host/index.ts'
import type { WindowGround } from './window-ground.ts'

/** A door that is open, and the program that command hooks run to reach it. */
export interface OpenPlace {
  /** The firm's folder, which holds the keys of the door. */
  readonly home: string
  readonly port: number
  readonly token: string
  readonly hookProgram: string
}

/** Sets up all three agents for every speaker of the ground. */
export const leadToDoor = async (ground: WindowGround, place: OpenPlace): Promise<void> => {
  const { repository, home, speakers } = ground
  const configurations = [
    claudeConfiguration(placeFor('claude', ground, place), true),
    codexConfiguration(placeFor('codex', ground, place)),
    geminiConfiguration(placeFor('gemini', ground, place)),
  ]
  await appendFile(join(repository, '.git', 'info', 'exclude'), '.claude/\n.codex/\n.gemini/\n')
  const consent = async (): Promise<boolean> => await Promise.resolve(true)
  for (const configuration of configurations) {
    const outcome = await joinFile(configuration, { home: place.home, faults: noFaults, consent })
    if (outcome.kind !== 'changed') throw new UnsetError(JSON.stringify(outcome))
  }
  // What a person says once: Codex reads nothing of a project that it does not trust.
  const trust = `\n[projects.${JSON.stringify(repository)}]\ntrust_level = "trusted"\n`
  for (const speaker of speakers) {
    await appendFile(join(home.folder, speaker, '.codex', 'config.toml'), trust)
  }
}

const placeFor = (
  agent: AgentName,
  { repository, folder }: WindowGround,
  { home, port, token, hookProgram }: OpenPlace,
): DoorPlace => ({
  top: repository,
  personFolder: folder,
  url: `http://${doorAddress}:${port}${doorPath(agent)}`,
  header: { name: tokenHeader, token },
  command: [process.execPath, hookProgram, agent, doorFileOf(home)],
})

/** A configuration was not put in place. */
class UnsetError extends FirmError {
  override readonly name = 'UnsetError'

  constructor(outcome: string) {
    super('stage-failed', outcome, { hint: 'Read what became of the file.' })
  }
}
