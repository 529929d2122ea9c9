/** Codex runs no hook that its person did not trust: asked for here, done by Codex itself, and taken back on leaving. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isJsonObject } from '../../base/index.ts'
import type { CodexServer } from './codex-server.ts'
import { leadsToDoor } from './door-place.ts'
import { planLeave, type Removal } from './configuration.ts'
import { type JoinedFile, joinedFile, keepJoined } from './joined-record.ts'

/** What asking for trust needs. */
export interface TrustQuestion {
  readonly home: string
  readonly top: string
  /** The hooks that were written. */
  readonly hooksFile: string
  readonly write: (line: string) => void
  readonly ask: (question: string) => Promise<boolean>
}

/** Whether Codex runs our hooks now, and if not, why. */
export type Trust = 'trusted' | 'folder-not-trusted' | 'hooks-not-trusted'

interface OwnHook {
  readonly key: string
  readonly hash: string
  readonly isTrusted: boolean
}

/** Asks for what is lacking, has Codex write it, and answers what Codex says then. */
export const askForTrust = async (server: CodexServer, question: TrustQuestion): Promise<Trust> => {
  const { top, write, ask } = question
  let hooks = await ownHooks(server, question)
  if (hooks.length === 0) {
    write(
      `Codex reads settings and hooks only of folders that you trust, and ${top} is not one yet.`,
    )
    if (!(await ask('Shall it trust this folder? [y/N] '))) return 'folder-not-trusted'
    await writeTrust(server, question, { projects: { [top]: { trust_level: 'trusted' } } })
    hooks = await ownHooks(server, question)
    if (hooks.length === 0) return 'folder-not-trusted'
  }
  const untrusted = hooks.filter(({ isTrusted }) => !isTrusted)
  if (untrusted.length === 0) return 'trusted'
  write(
    `Codex runs a hook only once you trust it. These are the ${untrusted.length} you were shown above.`,
  )
  if (!(await ask('Shall it trust them? [y/N] '))) return 'hooks-not-trusted'
  const state = untrusted.map(({ key, hash }) => [key, { trusted_hash: hash }])
  await writeTrust(server, question, { 'hooks.state': Object.fromEntries(state) })
  const now = await ownHooks(server, question)
  const isWhole = now.length > 0 && now.every(({ isTrusted }) => isTrusted)
  return isWhole ? 'trusted' : 'hooks-not-trusted'
}

const ownHooks = async (
  server: CodexServer,
  { top, hooksFile }: TrustQuestion,
): Promise<readonly OwnHook[]> => {
  const listed = await server.call('hooks/list', { cwds: [top] })
  const data = isJsonObject(listed) && Array.isArray(listed['data']) ? listed['data'] : []
  const hooks = data.flatMap((one: unknown): readonly unknown[] =>
    isJsonObject(one) && Array.isArray(one['hooks']) ? one['hooks'] : [],
  )
  return hooks.flatMap((hook): readonly OwnHook[] => {
    if (!isJsonObject(hook) || hook['sourcePath'] !== hooksFile) return []
    const { key, currentHash: hash, command, trustStatus, enabled } = hook
    if (typeof key !== 'string' || typeof hash !== 'string') return []
    if (!leadsToDoor('codex', command)) return []
    return [{ key, hash, isTrusted: trustStatus === 'trusted' && enabled !== false }]
  })
}

/** The record comes first, with what the file was; what it became is known once Codex has written it. */
const writeTrust = async (
  server: CodexServer,
  { home, top, hooksFile }: TrustQuestion,
  values: { readonly [keyPath: string]: unknown },
): Promise<void> => {
  const file = join(server.home, 'config.toml')
  const kept = joinedFile(home, file)
  const now = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  const bare = planLeave(trustRemoval(top, hooksFile), now, kept)
  if (!bare.ok) return
  const { before } = bare.value
  const record: JoinedFile = {
    agent: 'codex',
    file,
    ...(before === undefined ? {} : { before }),
    after: now ?? '',
    folders: kept?.folders ?? [],
  }
  keepJoined(home, record)
  const edits = Object.entries(values).map(([keyPath, value]) => ({
    keyPath,
    value,
    mergeStrategy: 'upsert',
  }))
  await server.call('config/batchWrite', { edits, reloadUserConfig: true })
  if (existsSync(file)) keepJoined(home, { ...record, after: readFileSync(file, 'utf8') })
}

/** How the trust is taken back: our hooks', and the folder's where it was not trusted before. */
export const trustRemoval = (top: string, hooksFile: string): Removal => ({
  kind: 'toml',
  goes: ([one, other, last = ''], before) => {
    if (one === 'hooks' && other === 'state') return last.startsWith(`${hooksFile}:`)
    if (one !== 'projects' || other !== top || before === undefined) return false
    const { projects } = before
    return !(isJsonObject(projects) && projects[top] !== undefined)
  },
})
