/** The built program on a real terminal: a pseudo-terminal of `script` (util-linux), or of Python where that is not here. */
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** The program under way, with its keyboard. */
export interface AtTerminal {
  readonly press: (key: string) => void
  /** Resolves once it shows this, after all that was waited for before. */
  readonly shows: (words: RegExp) => Promise<string>
  readonly output: () => string
  readonly kill: () => void
  /** Resolves with its exit code. */
  readonly over: Promise<number | null>
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

const works = (tool: string, ...args: readonly string[]): boolean =>
  spawnSync(tool, args, { encoding: 'utf8' }).status === 0

/** What runs a command on a terminal of its own here; undefined where nothing does. */
const terminalFor = (command: string): readonly string[] | undefined => {
  if (works('script', '-qec', 'true', '/dev/null')) return ['script', '-qefc', command, '/dev/null']
  const python = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))'
  if (works('python3', '-c', 'import pty')) return ['python3', '-c', python, 'sh', '-c', command]
  return undefined
}

/** Whether there is anything here that gives a program a terminal. */
export const hasTerminal = terminalFor('true') !== undefined

/** Starts `firm` with these words on a terminal, in a folder. */
export const startAtTerminal = (
  words: readonly string[],
  variables: { readonly [name: string]: string },
  folder: string = process.cwd(),
): AtTerminal => {
  // In the shell's own place: one that stays beside it hears Ctrl-C too, and ends with a code of its own.
  const command = `exec ${[process.execPath, program, ...words].map(quoted).join(' ')}`
  const [file = '', ...args] = terminalFor(command) ?? []
  const child = spawn(file, args, { cwd: folder, env: { ...process.env, ...variables } })
  let output = ''
  let seen = 0
  child.stdout.on('data', (data: Buffer) => (output += data.toString().replaceAll('\r', '')))
  const over = new Promise<number | null>((resolve) => void child.on('close', resolve))
  const shows = async (shown: RegExp): Promise<string> =>
    await new Promise((resolve, reject) => {
      const look = (): void => {
        const found = shown.exec(output.slice(seen))
        if (found === null) return
        seen += found.index + found[0].length
        child.stdout.off('data', look)
        resolve(found[0])
      }
      child.stdout.on('data', look)
      look()
      void over.then(() => reject(new Error(`it ended before it showed ${shown}: ${output}`)))
    })
  return {
    press: (key) => void child.stdin.write(key),
    shows,
    output: () => output,
    kill: () => void child.kill('SIGKILL'),
    over,
  }
}
