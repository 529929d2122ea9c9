/** How descendants are kept from outliving their program here: by bubblewrap where present, else by looking. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Containment, ProcessOrder } from '../../host/ports/index.ts'
import { fencedMounts } from './fenced-mounts.ts'

/** A program with its arguments. */
export interface CommandLine {
  readonly program: string
  readonly args: readonly string[]
}

/** A containment, with the place of the program that gives it. */
export interface FoundContainment extends Containment {
  readonly program?: string
}

/** The best containment of this machine; bubblewrap is tried before it is believed. */
export const findContainment = async (
  search: string = process.env['PATH'] ?? '',
): Promise<FoundContainment> => {
  const places = search.split(delimiter).map((place) => join(place, 'bwrap'))
  const program = places.find((place) => existsSync(place))
  if (program !== undefined && (await runs(wrapIn(program, trial)))) {
    return {
      kind: 'bubblewrap',
      program,
      says: 'Programs run under bubblewrap, in a process space of their own that ends with them.',
    }
  }
  if (existsSync('/proc/self/stat')) {
    return {
      kind: 'process-table',
      says: 'Programs run in a session of their own; descendants are found by parent, group, session and mark. One that drops all of these at once is not found: install bubblewrap to hold it.',
    }
  }
  return {
    kind: 'process-group',
    says: 'Programs run in a group of their own and are ended by it; descendants that leave the group are not found on this system.',
  }
}

/** What of an order decides how it is contained. */
export type ContainedOrder = Pick<ProcessOrder, 'program' | 'args' | 'folder' | 'fence'> &
  Partial<Pick<ProcessOrder, 'variables'>>

/** The command line as it is started under a containment. */
export const containedCommand = (
  { program }: FoundContainment,
  order: ContainedOrder,
): CommandLine => (program === undefined ? order : wrapIn(program, order))

const trial = { program: 'true', args: [], folder: '/' }

/** Without a fence bubblewrap gives a process space and no secrecy: the file system is seen as it is. */
const wrapIn = (bubblewrap: string, order: ContainedOrder): CommandLine => {
  const { program, args, folder, fence } = order
  const seen =
    fence === undefined
      ? ['--dev-bind', '/', '/', '--proc', '/proc']
      : fencedMounts(fence, { program, args, folder, variables: order.variables ?? {} })
  return {
    program: bubblewrap,
    args: [
      ...seen,
      '--unshare-pid',
      '--die-with-parent',
      '--chdir',
      folder,
      '--',
      program,
      ...args,
    ],
  }
}

const runs = ({ program, args }: CommandLine): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: 5000 })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
