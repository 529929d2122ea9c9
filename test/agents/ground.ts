/** What the staged company stands on: a ledger and content in a folder, a repository, worktrees. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../src/base/index.ts'
import {
  beginBranch,
  memberIdentity,
  openGitEnvironment,
  openGitScratch,
} from '../../src/environments/git/index.ts'
import { openRepository } from '../../src/environments/git/reader/index.ts'
import type { EnvironmentPort, Scratch } from '../../src/host/ports/index.ts'
import { openFolderContent } from '../../src/ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { type Content, saltBytes, type Store } from '../../src/ledger/index.ts'

/** Everything of one company, under one folder. */
export interface Ground {
  readonly folder: string
  /** The firm's own folder, with its ledger, its content and the worktrees. */
  readonly home: string
  readonly store: Store
  readonly content: Content
  readonly environment: EnvironmentPort
  readonly scratch: Scratch
  /** The bytes of a file on the firm's branch. */
  readonly onBranch: (path: string) => string
  /** Who wrote a commit of the firm's repository, and its message. */
  readonly authorOf: (commit: string) => string
  /** The bytes of a file in a member's worktree of an enactment. */
  readonly inWorktree: (enactment: string, member: string, path: string) => Promise<string>
  readonly close: () => Promise<void>
}

const run = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' })

const makeRepository = async (folder: string): Promise<void> => {
  await mkdir(folder)
  run(folder, 'init', '--quiet', '--initial-branch=main')
  await writeFile(join(folder, 'a.txt'), 'hello alpha\n')
  run(folder, 'add', '.')
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@firm.invalid']
  run(folder, ...identity, 'commit', '--quiet', '-m', 'a greeting')
}

/** Opens a ground with one greeting in its repository. */
export const openGround = async (clock: Clock): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'firm agents-'))
  const home = join(folder, 'firm home')
  await mkdir(home)
  await makeRepository(join(folder, 'repository'))
  const repository = await openRepository(join(folder, 'repository'))
  await beginBranch(repository, 'firm/main')
  const store = await openSqliteStore(join(home, 'ledger.db'))
  const content = await openFolderContent(join(home, 'content'), () => randomBytes(saltBytes))
  const scratch = openGitScratch({ repository, root: join(home, 'scratch'), clock })
  const identity = memberIdentity('firm')
  return {
    folder,
    home,
    store,
    content,
    scratch,
    environment: openGitEnvironment({ repository, identity, clock }),
    onBranch: (path) => run(repository.folder, 'show', `firm/main:${path}`),
    authorOf: (commit) => run(repository.folder, 'log', '-1', '--format=%an %s', commit).trim(),
    inWorktree: async (enactment, member, path) => {
      const tree = await scratch.open({ environment: 'place', enactment, member })
      return await readFile(join(tree.folder, path), 'utf8')
    },
    close: async () => {
      await store.close()
      await content.close()
    },
  }
}
