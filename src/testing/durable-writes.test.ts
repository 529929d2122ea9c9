// Every file of the sources that writes through the file system is put down: with its fault points, or with why it has none.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { programFaultPoints } from '../cli/fault-points.ts'
import { joiningFaultPoints } from '../cli/joining/fault-points.ts'
import { letterboxFaultPoints } from '../server/letterbox/index.ts'
import { faultPoints } from './fault-points.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What around which names of points begin with, by file; a host or a verb is killed at each of them. */
const killedThrough: { readonly [path: string]: string } = {
  'cli/adopting/earlier-members.ts': 'members: ',
  'cli/joining/joined-record.ts': 'join: record',
  'cli/joining/settings-file.ts': 'settings: ',
  'cli/open-firm/firm-key.ts': 'firm key: ',
  'cli/open-firm/firm-places.ts': 'charter note: ',
  'cli/open-firm/kept-code.ts': 'kept code: ',
  'cli/open-firm/post.ts': 'introduction: ',
  'cli/operator-key/key-file.ts': 'key: ',
  'environments/files/file-record.ts': 'files: before the record',
  'environments/files/files-environment.ts': 'files: before a file is moved',
  'environments/files/files-fence.ts': 'files: before the fence',
  'environments/git/scratch/commit-all.ts': 'git: before a member is committed for',
  'environments/git/scratch/disarm.ts': 'git: before a member is committed for',
  'environments/git/scratch/git-scratch.ts': 'git: before a worktree is discarded',
  'environments/git/scratch/kept-history.ts': 'git: before a worktree is in place',
  'environments/git/scratch/laid-out.ts': 'git: before a worktree is in place',
  'environments/git/scratch/make-worktree.ts': 'git: before a worktree is in place',
  'environments/git/scratch/remove-folder.ts': 'git: before a worktree is discarded',
  'environments/git/scratch/scratch-place.ts': 'git: before a worktree is in place',
  'host/charter/first-charter.ts': 'charter: before the charter',
  'host/charter/members-file.ts': 'charter: before members',
  'ledger/drivers/folder/durable-file.ts': 'content.put',
  'ledger/drivers/folder/place-new.ts': 'content.put',
  'ledger/drivers/sqlite/host-lock.ts': 'store.hosting.acquire',
  'server/letterbox/letterbox.ts': 'letterbox: ',
  'server/letterbox/put-aside.ts': 'letterbox: before it is put aside',
}

/** What is nobody's loss where its program is killed, and why. */
const nobodysLoss: { readonly [path: string]: string } = {
  'charters/first-minute/minds/mending.ts':
    'a mind writes in its worktree, which is committed or thrown away',
  'cli/copy-firm.ts': 'fills a folder that is named once it is whole',
  'cli/export-firm.ts': 'fills a folder that is named once it is whole',
  'cli/firm-home/door-file.ts': 'named once it is whole; firm join writes it again',
  'cli/firm-home/open-home.ts': 'makes the folder of the firm, and again each time',
  'cli/first-minute/host-standby.ts': 'makes a folder for scratch, and again each time',
  'cli/first-minute/prepare.ts': 'before the minute begins, in a folder of its own',
  'cli/first-minute/task-file.ts':
    'the usual way, which Firm is compared with: its losses are counted',
  'cli/first-minute/usual-process.ts':
    'the usual way, which Firm is compared with: its losses are counted',
  'cli/first-minute/usual-run.ts':
    'the usual way, which Firm is compared with: its losses are counted',
  'cli/hiring/offer-trial.ts': 'a passing folder of a trial',
  'cli/hook.ts': 'writes on standard error and output',
  'cli/hooking/session-file.ts':
    'a session that is lost leaves tools without a window, and is kept at the next hook',
  'cli/new-folder.ts': 'names a folder once it is whole',
  'cli/open-firm/host-firm.ts': 'a passing home, gone with its program',
  'cli/open-firm/open-firm.ts': 'makes a folder for scratch, and again each time',
  'cli/verbs/first-minute.ts': 'the folder that a first minute begins in',
  'environments/git/firm-repository.ts':
    'clones into a folder that is named once it is whole, before the minute begins',
  'environments/git/reader/ignored.ts': 'a passing folder of a question to git',
  'host/charter/kept-code.ts': 'fills a folder that its caller gives',
  'host/charter/type-check.ts': 'a passing configuration of the compiler',
  'minds/command/command-mind.ts': 'a passing folder of one turn',
  'minds/command/fence-probe.ts': 'a probe writes what it takes away again',
  'server/socket/socket-server.ts': 'a socket is made anew by whoever hosts',
}

const writing = new Set(
  ['writeFile', 'appendFile', 'rename', 'mkdir', 'copyFile', 'cp', 'link', 'symlink', 'rm', 'rmdir']
    .concat(['unlink', 'chmod', 'fchmod', 'truncate', 'mkdtemp', 'write'])
    .flatMap((name) => [name, `${name}Sync`])
    .concat('createWriteStream'),
)

const importsOfFiles = /import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g
const opensToWrite = /\bopen(?:Sync)?\([^)]*'(?:w|wx|a|r\+)'/

/** Whether a source names what writes files; what reads alone does not count. */
const writes = (text: string): boolean => {
  const named = [...text.matchAll(importsOfFiles)].flatMap(([, names = '']) => names.split(','))
  return named.some((name) => writing.has(name.trim())) || opensToWrite.test(text)
}

const sources = (): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test(?:-d)?\.ts$/.test(path))
    .filter((path) => !path.startsWith('testing/'))

test('a source that writes files is put down, and what is put down writes', () => {
  const found = sources().filter((path) => writes(readFileSync(join(root, path), 'utf8')))
  const listed = [...Object.keys(killedThrough), ...Object.keys(nobodysLoss)]
  expect(found.toSorted()).toEqual(listed.toSorted())
})

test('the points that are put down for a source are on a list', () => {
  const all = [
    ...faultPoints,
    ...programFaultPoints,
    ...letterboxFaultPoints,
    ...joiningFaultPoints,
  ]
  const missing = Object.entries(killedThrough).filter(
    ([, beginning]) => !all.some((point) => point.startsWith(beginning)),
  )
  expect(missing).toEqual([])
})
