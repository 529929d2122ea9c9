/** The one place that starts git: argument arrays, nothing inherited, no program that a repository names. */
import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { Readable } from 'node:stream'
import { FirmError } from '../../../base/index.ts'

/** Where git runs, and the settings of that repository that are overruled because they name programs. */
export interface GitPlace {
  readonly folder: string
  /** `name=value` pairs for `git -c`. */
  readonly overrides?: readonly string[]
}

/** What varies between calls of git. */
export interface GitOptions {
  readonly input?: string | Uint8Array
  /** Added to the guarded variables, such as the author of a commit. */
  readonly variables?: { readonly [name: string]: string }
  /** Exit codes besides 0 that are answers and not failures. */
  readonly answers?: readonly number[]
  /** 256 MiB unless told. */
  readonly outputBytesMax?: number
  /** Ten minutes unless told. */
  readonly timeMs?: number
}

/** What git answered, as bytes: names in a repository need not be text. */
export interface GitAnswer {
  readonly exitCode: number
  readonly output: Buffer
  readonly errorOutput: string
}

const outputBytesUsual = 256 * 1024 * 1024
const errorBytesMax = 64 * 1024
const timeMsUsual = 600_000

/** Settings that hold whatever the repository's own configuration says. */
const guards: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.alternateRefsCommand=true',
  'core.sshCommand=false',
  'core.gitProxy=false',
  'core.askPass=false',
  'core.editor=false',
  'core.pager=cat',
  'core.quotePath=false',
  // Larger files are streamed, so that a member's binary of 500 MB does not fill the memory.
  'core.bigFileThreshold=32m',
  'core.filesRefLockTimeout=2000',
  'core.packedRefsTimeout=2000',
  'credential.helper=',
  'protocol.allow=never',
  'protocol.file.allow=always',
  'commit.gpgSign=false',
  'log.showSignature=false',
  'diff.external=',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'i18n.commitEncoding=UTF-8',
  'i18n.logOutputEncoding=UTF-8',
]

/** Runs git and answers its output; an exit code that is no answer throws GitFailedError. */
export const runGit = async (
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> => {
  const answer = await collect(startGit(place, args, options), args, options)
  if (answer.exitCode === 0 || options.answers?.includes(answer.exitCode) === true) return answer
  throw new GitFailedError(place.folder, args, answer)
}

/** Runs git and answers its output as text, without the line end that git puts after it. */
export const readGitText = async (
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> =>
  (await runGit(place, args, options)).output.toString('utf8').replace(/\n$/, '')

const startGit = (
  place: GitPlace,
  args: readonly string[],
  options: GitOptions,
): ChildProcessWithoutNullStreams => {
  const settings = [...guards, ...(place.overrides ?? [])].flatMap((setting) => ['-c', setting])
  return spawn('git', ['--no-pager', ...settings, ...args], {
    cwd: place.folder,
    env: { ...guardedVariables(), ...options.variables },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
}

/** The whole environment of git: only the search path and the temporary folder are the machine's. */
const guardedVariables = (): { [name: string]: string } => ({
  PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
  ...(process.env['TMPDIR'] === undefined ? {} : { TMPDIR: process.env['TMPDIR'] }),
  LC_ALL: 'C',
  TZ: 'UTC',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_LITERAL_PATHSPECS: '1',
})

/** Everything that git writes; what passes its limits of time or bytes is ended and refused by name. */
const collect = (
  child: ChildProcessWithoutNullStreams,
  args: readonly string[],
  { input, outputBytesMax = outputBytesUsual, timeMs = timeMsUsual }: GitOptions,
): Promise<GitAnswer> =>
  new Promise((resolve, reject) => {
    const fail = (error: FirmError): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(error)
    }
    const timer = setTimeout(() => fail(new GitTooLongError(args, timeMs)), timeMs)
    const output = keepBytes(child.stdout, outputBytesMax, () =>
      fail(new GitTooMuchError(args, outputBytesMax)),
    )
    const errors = keepBytes(child.stderr, errorBytesMax, () => undefined)
    child.on('error', (cause) => fail(new GitMissingError(cause)))
    child.on('close', (code) => {
      clearTimeout(timer)
      const errorOutput = errors().toString('utf8').trim()
      resolve({ exitCode: code ?? 128, output: output(), errorOutput })
    })
    // Git may answer before it has read everything; the broken pipe says nothing that its exit does not.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
  })

/** Keeps what a stream gives until it passes the limit, which is told once; answers what was kept. */
const keepBytes = (stream: Readable, bytesMax: number, tooMuch: () => void): (() => Buffer) => {
  const chunks: Buffer[] = []
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    const within = bytes <= bytesMax
    bytes += chunk.length
    if (within) chunks.push(chunk)
    if (within && bytes > bytesMax) tooMuch()
  })
  return () => Buffer.concat(chunks)
}

/** What git says of a disk, and the mend; anything else is a matter of the repository. */
const mends: readonly (readonly [says: RegExp, code: string, hint: string])[] = [
  [
    /read-only file system|permission denied|insufficient permission/i,
    'disk-read-only',
    'Let Firm write there, or move its folder; then try again. Nothing was half done.',
  ],
  [
    // Of a lock file that it opened and could not fill git does not say why; a full disk is the usual cause.
    /no space left|disk quota exceeded|(?:couldn't|could not|unable to|failed to) write/i,
    'disk-full',
    'Free some space on that disk, then try again; nothing was half done.',
  ],
  [
    /./s,
    'git-failed',
    'Run `git fsck` in that repository; if it is sound, report this with `firm doctor`.',
  ],
]

/** Git ended with an exit code that is no answer. */
export class GitFailedError extends FirmError {
  override readonly name = 'GitFailedError'
  readonly answer: GitAnswer

  constructor(folder: string, args: readonly string[], answer: GitAnswer) {
    const { errorOutput, exitCode } = answer
    const said = errorOutput.split('\n').slice(-3).join(' ') || 'it said nothing'
    const [, code = 'git-failed', hint = ''] = mends.find(([says]) => says.test(said)) ?? []
    super(code, `git ${args[0] ?? ''} ended with ${exitCode} in ${folder}: ${said}`, {
      hint,
      data: { folder, args, exitCode, errorOutput },
    })
    this.answer = answer
  }
}

/** Git did not end in time. */
export class GitTooLongError extends FirmError {
  override readonly name = 'GitTooLongError'

  constructor(args: readonly string[], timeMs: number) {
    super('git-too-long', `git ${args[0] ?? ''} did not end within ${timeMs} ms and was ended`, {
      hint: 'Look for a disk that hangs or a repository on a slow network; then try again.',
      data: { args, timeMs },
    })
  }
}

/** Git answered more than was asked for. */
export class GitTooMuchError extends FirmError {
  override readonly name = 'GitTooMuchError'

  constructor(args: readonly string[], bytesMax: number) {
    super('git-too-much', `git ${args[0] ?? ''} answered more than ${bytesMax} bytes`, {
      hint: 'Ask for less at once, such as one file or fewer commits.',
      data: { args, bytesMax },
    })
  }
}

/** There is no git to start, or the folder to start it in is gone. */
export class GitMissingError extends FirmError {
  override readonly name = 'GitMissingError'

  constructor(cause: unknown) {
    super('git-missing', 'git could not be started', {
      hint: 'Install git 2.39 or later, and see that it is on the PATH and that the folder exists.',
      cause,
    })
  }
}
