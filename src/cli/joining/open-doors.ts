/** What stands in the settings of the agents that would let edits pass the door: found, and said with the mend. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getNodeValue } from 'jsonc-parser'
import { parse as parseToml } from 'smol-toml'
import { isJsonObject } from '../../base/index.ts'
import type { AgentName } from '../../host/index.ts'
import type { DoorPlace } from './door-place.ts'
import type { Trust } from './codex-trust.ts'
import { type FoundAgent, knowsOnFailure } from './found-agents.ts'
import { parseDocument } from './json-document.ts'

/** Where settings are looked for. */
export interface SettingsPlaces {
  readonly top: string
  readonly personFolder: string
  readonly variables: { readonly [name: string]: string | undefined }
  /** What Codex itself says of our hooks, where it could be asked. */
  readonly trust?: Trust
}

/** What is open, each as one sentence with what to do; nothing where the door shuts. */
export const findOpenDoors = (
  found: FoundAgent,
  places: SettingsPlaces,
  door: Pick<DoorPlace, 'url'>,
): readonly string[] => {
  const finders: { readonly [agent in AgentName]: () => readonly string[] } = {
    claude: () => openInClaude(found, places, door.url),
    codex: () => openInCodex(places),
    gemini: () => openInGemini(places),
  }
  return finders[found.agent]()
}

const managed = '/etc/claude-code/managed-settings.json'

const openInClaude = (
  { version }: FoundAgent,
  { top, personFolder }: SettingsPlaces,
  url: string,
): readonly string[] => {
  const files = [
    managed,
    join(personFolder, '.claude', 'settings.json'),
    join(top, '.claude', 'settings.json'),
    join(top, '.claude', 'settings.local.json'),
  ]
  const knows = knowsOnFailure(version)
  return [
    ...files.flatMap((file) => openInSettings(file, url)),
    ...(knows === undefined
      ? ['Its version could not be read: before 2.1.295 it lets edits pass while the host is dead.']
      : []),
    ...(knows === false
      ? [
          `${version ?? ''} does not refuse when a hook over HTTP fails, so a slower program guards its edits. Update it: 2.1.295 or later.`,
        ]
      : []),
    '`claude --bare` runs no hooks: a window that is started so passes the door.',
  ]
}

const openInSettings = (file: string, url: string): readonly string[] => {
  const settings = readJson(file)
  if (settings === undefined) return []
  const allowed = settings['allowedHttpHookUrls']
  const isAllowed =
    !Array.isArray(allowed) || allowed.some((one) => typeof one === 'string' && fits(one, url))
  return [
    ...(settings['disableAllHooks'] === true
      ? [`${file} says disableAllHooks: no hook runs, and every edit passes. Take it out.`]
      : []),
    ...(settings['allowManagedHooksOnly'] === true
      ? [`${file} says allowManagedHooksOnly: ours do not run. Whoever manages it must allow them.`]
      : []),
    ...(isAllowed
      ? []
      : [`${file} says allowedHttpHookUrls without ${url}: our hooks do not run. Add it there.`]),
  ]
}

const fits = (pattern: string, url: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(url)
}

const openInCodex = ({
  top,
  personFolder,
  variables,
  trust,
}: SettingsPlaces): readonly string[] => {
  const file = join(variables['CODEX_HOME'] ?? join(personFolder, '.codex'), 'config.toml')
  const settings = readToml(file)
  const { features, projects } = settings
  const isOff = ['hooks', 'codex_hooks'].some(
    (name) => isJsonObject(features) && features[name] === false,
  )
  const project = isJsonObject(projects) ? projects[top] : undefined
  const isTrusted = isJsonObject(project) && project['trust_level'] === 'trusted'
  return [
    ...(isOff
      ? [`${file} turns hooks off, and every edit passes. Set [features] hooks = true.`]
      : []),
    ...(isTrusted || trust === 'trusted'
      ? []
      : [
          `Codex reads the hooks of a folder that you trust alone: start \`codex\` in ${top} once, and say that you trust it.`,
        ]),
    ...(trust === 'trusted'
      ? []
      : [
          'Codex skips hooks that you have not looked at, and says nothing: start `codex` here, type `/hooks`, and trust those of Firm.',
        ]),
    '`codex --disable hooks` runs none: a window that is started so passes the door.',
  ]
}

const openInGemini = ({ top, personFolder }: SettingsPlaces): readonly string[] => {
  const files = [
    join(personFolder, '.gemini', 'settings.json'),
    join(top, '.gemini', 'settings.json'),
  ]
  return [
    ...files.flatMap((file) => {
      const config = readJson(file)?.['hooksConfig']
      if (!isJsonObject(config)) return []
      const disabled = config['disabled']
      const isOff = config['enabled'] === false
      const isOursOff = Array.isArray(disabled) && disabled.includes('firm')
      return [
        ...(isOff
          ? [`${file} turns hooks off, and every edit passes. Set hooksConfig.enabled.`]
          : []),
        ...(isOursOff
          ? [`${file} disables the hook \`firm\`: every edit passes. Take it out.`]
          : []),
      ]
    }),
    ...(isTrustedByGemini(top, personFolder)
      ? []
      : [
          `Gemini CLI may read the settings of a folder that you trust alone: start \`gemini\` in ${top} once, and say that you trust it.`,
        ]),
    'Under ACP, as in an editor, Gemini CLI runs no hooks: such a window passes the door.',
  ]
}

const isTrustedByGemini = (top: string, personFolder: string): boolean => {
  const folder = join(personFolder, '.gemini')
  const security = readJson(join(folder, 'settings.json'))?.['security']
  const folderTrust = isJsonObject(security) ? security['folderTrust'] : undefined
  const isAsked = !(isJsonObject(folderTrust) && folderTrust['enabled'] === false)
  const trusted = readJson(join(folder, 'trustedFolders.json')) ?? {}
  return !isAsked || trusted[top] === 'TRUST_FOLDER' || trusted[dirname(top)] === 'TRUST_PARENT'
}

const readJson = (file: string): { readonly [name: string]: unknown } | undefined => {
  const text = readText(file)
  const read = text === undefined ? undefined : parseDocument(text)
  if (read?.ok !== true) return undefined
  const value: unknown = getNodeValue(read.value.root)
  return isJsonObject(value) ? value : undefined
}

const readToml = (file: string): { readonly [name: string]: unknown } => {
  try {
    return parseToml(readText(file) ?? '')
  } catch {
    return {}
  }
}

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
