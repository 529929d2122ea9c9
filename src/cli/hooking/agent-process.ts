/** Finds the process of the agent that called a hook, so that the host sees the window die. */
import { readFileSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Agents call hooks by a shell, which is gone with the hook. */
const shells: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'fish', 'ksh', 'zsh'])

/** So many ancestors are looked at. */
const ancestorsMax = 12

/**
 * The agent's process as `PID@SPACE`; undefined where the system does not tell. The nearest ancestor that is run from
 * where the agent lies: another may be gone sooner than the window, and it would be taken for dead.
 */
export const agentProcess = (agent: string, parent: number, proc = '/proc'): string | undefined => {
  const space = processSpace(proc)
  if (space === undefined) return undefined
  let pid = parent
  for (let looked = 0; looked < ancestorsMax && pid > 1; looked += 1) {
    const words = readWords(join(proc, String(pid), 'cmdline'))
    if (isAgent(words, agent)) return `${pid}@${space}`
    pid = parentOf(join(proc, String(pid), 'stat'))
  }
  return undefined
}

/** Where process numbers mean something: a container has numbers of its own. */
export const processSpace = (proc = '/proc'): string | undefined => {
  try {
    return readlinkSync(join(proc, 'self', 'ns', 'pid'))
  } catch {
    return undefined
  }
}

const isAgent = (words: readonly string[], agent: string): boolean => {
  const [program = '', ...rest] = words
  const script = rest.find((word) => !word.startsWith('-')) ?? ''
  if (shells.has(basename(program).replace(/^-/, ''))) return false
  return program.includes(agent) || (/^node|^bun/.test(basename(program)) && script.includes(agent))
}

const readWords = (file: string): readonly string[] => readText(file).split('\0')

// The second field is a name in brackets that may hold anything, brackets and spaces too.
const parentOf = (file: string): number => {
  const text = readText(file)
  const [, parent = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return Number(parent)
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
