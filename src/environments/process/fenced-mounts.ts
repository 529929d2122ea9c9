/** What a fenced program sees, as arguments of bubblewrap: the system read-only, what is hidden empty, its folder. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import type { KeptPath, ProcessFence, ProcessOrder } from '../../host/ports/index.ts'

/** What of an order a fence needs. */
type FencedOrder = Pick<ProcessOrder, 'program' | 'args' | 'folder' | 'variables'>

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
  const isHarmless = (path: string): boolean => !hidden.some(isBelow(path))
  const places = programPlaces(order, isHarmless).filter(isHarmless)
  const shown = places.map((path) => ({ path, writable: false }))
  const kept = [...shown, ...fence.kept].filter(({ path }) => existsSync(path))
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
 * What the command line names, read-only, and what else is on its PATH: people keep programs in their home. A file is
 * shown with its folder, whose other files it may load; where that is around what is hidden, by itself.
 */
const programPlaces = (
  { program, args, folder, variables }: FencedOrder,
  isHarmless: (path: string) => boolean,
): readonly string[] => {
  const search = (variables['PATH'] ?? '').split(delimiter).filter((place) => isAbsolute(place))
  const candidates = program.includes(sep)
    ? [resolve(folder, program)]
    : search.map((place) => join(place, program))
  // A link must be seen as one, so its folder is shown and not what it leads to; only else it goes by itself.
  const placeOf = (path: string): string => (isHarmless(dirname(path)) ? dirname(path) : path)
  const found = candidates.find((path) => existsSync(path))
  const named = args.filter((arg) => isAbsolute(arg) && existsSync(arg))
  return [
    ...search.filter(isFolder),
    ...(found === undefined ? [] : [placeOf(found), packagesOf(real(found))]),
    ...named.flatMap((path) => (isFolder(path) ? [path] : [dirname(path), path])),
  ]
}

// A program that npm installed is a link into a folder of packages, which it needs as a whole.
const packagesOf = (path: string): string => {
  const [before = '', within] = path.split(`${sep}node_modules${sep}`)
  return within === undefined ? dirname(path) : join(before, 'node_modules')
}
