/** What a fenced program sees, as arguments of bubblewrap: the system read-only, what is hidden empty, its folder. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import type { KeptPath, ProcessFence, ProcessOrder } from '../../host/ports/index.ts'

/** What of an order a fence needs. */
type FencedOrder = Pick<ProcessOrder, 'program' | 'folder' | 'variables'>

/** Names are looked up by what lies here, although sockets of the machine's services lie beside it. */
const namesOfMachines = ['/run/systemd/resolve', '/run/resolvconf', '/run/NetworkManager']

/**
 * The mounts, in the order in which they are made: a later one lies over an earlier. Temporary folders
 * are the program's own, and `/run` is empty, since its sockets lead to services that know no fence.
 */
export const fencedMounts = (fence: ProcessFence, order: FencedOrder): readonly string[] => {
  const { TMPDIR } = order.variables
  const own = ['/tmp', '/var/tmp', '/run', ...(TMPDIR === undefined ? [] : [resolve(TMPDIR)])]
  const hidden = fence.hidden.filter(isFolder).map(real)
  const emptied = outermostFirst([...hidden, ...own])
  const folder = real(order.folder)
  const places = programPlaces(order).filter(({ path }) => !hidden.some(isBelow(path)))
  const kept = [...places, ...fence.kept].filter(({ path }) => existsSync(path))
  return [
    ...'--ro-bind / / --dev /dev --proc /proc'.split(' '),
    ...emptied.flatMap((path) => ['--tmpfs', path]),
    ...namesOfMachines.flatMap((path) => ['--ro-bind-try', path, path]),
    ...kept.filter(({ path }) => isWithin(path, emptied)).flatMap(bound),
    ...bound({ path: folder, writable: true }),
    // What is hidden stays so, also where the program's folder is around it.
    ...hidden.filter(isBelow(folder)).flatMap((path) => ['--tmpfs', path]),
    '--unshare-ipc',
    ...(fence.network ? [] : ['--unshare-net']),
  ]
}

const bound = ({ path, writable }: KeptPath): readonly string[] => [
  writable ? '--bind' : '--ro-bind',
  path,
  path,
]

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

const real = (path: string): string => realpathSync(path)

const outermostFirst = (paths: readonly string[]): readonly string[] =>
  [...new Set(paths)].toSorted((a, b) => a.length - b.length)

/** Whether a path is this folder or lies in it. */
const isBelow =
  (folder: string) =>
  (path: string): boolean =>
    path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

const isWithin = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => isBelow(folder)(path))

/**
 * Where the program lies, and what else is on its PATH, read-only: people install programs into their home.
 * A program that npm installed is a link into a folder of packages, which it needs as a whole.
 */
const programPlaces = ({ program, folder, variables }: FencedOrder): readonly KeptPath[] => {
  const search = (variables['PATH'] ?? '').split(delimiter).filter((place) => isAbsolute(place))
  const candidates = program.includes(sep)
    ? [resolve(folder, program)]
    : search.map((place) => join(place, program))
  const found = candidates.find((path) => existsSync(path))
  const places = found === undefined ? [] : [dirname(found), packagesOf(real(found))]
  return [...search.filter(isFolder), ...places].map((path) => ({ path, writable: false }))
}

const packagesOf = (path: string): string => {
  const [before = '', within] = path.split(`${sep}node_modules${sep}`)
  return within === undefined ? dirname(path) : join(before, 'node_modules')
}
