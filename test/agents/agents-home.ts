/** Homes of coding agents that hold nothing of this machine: keys and variables are made up. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ScriptedModel } from './scripted-model.ts'

/** A home for the agents that holds nothing of this machine. */
export interface AgentsHome {
  readonly folder: string
  /** Everything that a machine would have; each agent sees what its preset allows. */
  readonly machineFor: (speaker: string) => { readonly [name: string]: string }
  readonly remove: () => Promise<void>
}

/** Makes the home; Codex takes its provider from a file in it, the others from variables. */
export const makeAgentsHome = async (
  model: ScriptedModel,
  programs: string,
  speakers: readonly string[] = ['eve', 'bob'],
): Promise<AgentsHome> => {
  const folder = await mkdtemp(join(tmpdir(), 'firm agents home-'))
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  for (const name of speakers) {
    await mkdir(join(folder, name, '.codex'), { recursive: true })
    await mkdir(join(folder, name, '.gemini'))
    const settings = codexSettings(`${model.addressFor(name)}/v1`)
    await writeFile(join(folder, name, '.codex', 'config.toml'), settings)
    await writeFile(join(folder, name, '.gemini', 'settings.json'), JSON.stringify(geminiSettings))
  }
  const path = [
    join(programs, 'node_modules', '.bin'),
    dirname(process.execPath),
    '/usr/bin',
    '/bin',
  ]
  return {
    folder,
    machineFor: (speaker) => ({
      PATH: path.join(':'),
      HOME: join(folder, speaker),
      // Codex makes no home below the folder of temporary files, so the two must differ.
      TMPDIR: temporary,
      LANG: 'C.UTF-8',
      ANTHROPIC_API_KEY: 'made-up',
      ANTHROPIC_BASE_URL: model.addressFor(speaker),
      CODEX_API_KEY: 'made-up',
      GEMINI_API_KEY: 'made-up',
      GOOGLE_GEMINI_BASE_URL: model.addressFor(speaker),
      SECRET_OF_THE_MACHINE: 'not for members',
    }),
    remove: async () => await rm(folder, { recursive: true, force: true }),
  }
}

const codexSettings = (address: string): string => `
model = "gpt-5.5"
model_provider = "scripted"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.scripted]
name = "scripted"
base_url = "${address}"
wire_api = "responses"
env_key = "CODEX_API_KEY"
request_max_retries = 0
stream_max_retries = 0
`

const geminiSettings = {
  security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
}
