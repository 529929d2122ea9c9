/**
 * What Node's loader does differently for a charter: types are stripped, and `firm` is the running program.
 *
 * Runs in the loader's own thread and imports nothing but Node, since it may be loaded from a data
 * address. Only addresses that carry the mark of a loading are touched; the mark makes every
 * loading fresh and passes from a file to what it imports.
 */
import { readFile } from 'node:fs/promises'
import type { MessagePort } from 'node:worker_threads'
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module'

/** What the thread is given when the hooks are registered. */
export interface Given {
  /** The address of the program's own face, which `firm` means. */
  readonly program: string
  /** The address of what strips types. */
  readonly stripper: string
  readonly port: MessagePort
}

/** What the thread tells about one loading. */
export type Told =
  | {
      readonly kind: 'file'
      readonly mark: string
      readonly url: string
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'package'; readonly mark: string; readonly name: string; readonly url: string }
  | {
      readonly kind: 'missing'
      readonly mark: string
      readonly what: string
      readonly from: string
    }
  | { readonly kind: 'syntax'; readonly mark: string; readonly url: string; readonly said: string }

/** The name under which an address carries its mark. */
const markName = 'charter'

// Node calls `initialize` once in this thread and hands nothing to the hooks: they find it here.
const given: { now?: Given } = {}

/** Called by Node with what was registered. */
export const initialize: InitializeHook<Given> = (data) => {
  given.now = data
}

const markOf = (address: string | undefined): string | undefined =>
  address?.startsWith('file:') === true
    ? (new URL(address).searchParams.get(markName) ?? undefined)
    : undefined

const marked = (address: string, mark: string): string => {
  const url = new URL(address)
  url.searchParams.set(markName, mark)
  return url.href
}

const isBare = (specifier: string): boolean => !/^(?:\.{0,2}\/|#|[a-z]+:)/i.test(specifier)

/** `firm` and `firm/protocol` as addresses of the running program. */
const ownAddress = (specifier: string, program: string): string | undefined => {
  if (specifier === 'firm') return program
  if (!specifier.startsWith('firm/')) return undefined
  const extension = program.slice(program.lastIndexOf('.'))
  return new URL(`./${specifier.slice('firm/'.length)}/index${extension}`, program).href
}

/** Resolves what a charter imports; everybody else's imports go on to Node. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const mark = markOf(specifier) ?? markOf(context.parentURL)
  const { now } = given
  if (mark === undefined || now === undefined) return next(specifier, context)
  const own = ownAddress(specifier, now.program)
  // Node writes what `next` is given into the context, so the importer is kept first.
  const from = context.parentURL ?? ''
  try {
    if (own !== undefined) return await next(own, context)
    if (!isBare(specifier))
      return await resolveFile(specifier, mark, () => next(specifier, context))
    const found = await resolvePackage(
      () => next(specifier, context),
      () => next(specifier, { ...context, parentURL: now.program }),
    )
    if (found.url.startsWith('file:')) {
      now.port.postMessage({
        kind: 'package',
        mark,
        name: specifier,
        url: found.url,
      } satisfies Told)
    }
    return found
  } catch (error) {
    now.port.postMessage({ kind: 'missing', mark, what: specifier, from } satisfies Told)
    throw error
  }
}

type Resolved = Awaited<ReturnType<ResolveHook>>

const resolveFile = async (
  specifier: string,
  mark: string,
  next: () => Resolved | Promise<Resolved>,
): Promise<Resolved> => {
  const found = await next()
  const isFile = !specifier.startsWith('node:') && found.url.startsWith('file:')
  return isFile ? { ...found, url: marked(found.url, mark) } : found
}

/** A package of the charter's own place, else one that the program brings along. */
const resolvePackage = async (
  beside: () => Resolved | Promise<Resolved>,
  brought: () => Resolved | Promise<Resolved>,
): Promise<Resolved> => {
  try {
    return await beside()
  } catch (error) {
    try {
      return await brought()
    } catch {
      throw error
    }
  }
}

/** Loads TypeScript without its types, and tells which bytes a charter was loaded from. */
export const load: LoadHook = async (url, context, next) => {
  const mark = markOf(url)
  const { now } = given
  const isTypeScript = url.startsWith('file:') && /\.m?ts(?:\?|$)/.test(url)
  if (now === undefined || (mark === undefined && !isTypeScript)) return next(url, context)
  if (!url.startsWith('file:')) return next(url, context)
  const bytes = await readFile(new URL(url))
  if (mark !== undefined) now.port.postMessage({ kind: 'file', mark, url, bytes } satisfies Told)
  if (!isTypeScript) return next(url, context)
  return { format: 'module', source: await strip(now, url, bytes), shortCircuit: true }
}

/** Types become spaces, so that lines and columns stay. What cannot be stripped is told, and left empty. */
const strip = async (now: Given, url: string, bytes: Uint8Array): Promise<string> => {
  const { default: stripper }: { default: Stripper } = await import(now.stripper)
  try {
    return stripper.transformSync(new TextDecoder().decode(bytes), { mode: 'strip-only' }).code
  } catch (error) {
    const mark = markOf(url) ?? ''
    now.port.postMessage({ kind: 'syntax', mark, url, said: String(error) } satisfies Told)
    return ''
  }
}

/** What strips types. */
export interface Stripper {
  readonly transformSync: (source: string, options: { mode: 'strip-only' }) => { code: string }
}
