/** Hooks of Node's loader: TypeScript by stripping its types, and `firm` as the running program's own copy. */
import { readFile } from 'node:fs/promises'
import type { LoadHook, ResolveHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import amaro from 'amaro'

const isFirm = (specifier: string): boolean => specifier === 'firm' || specifier.startsWith('firm/')

/** Seen from this very file, `firm` is the package that it stands in. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) =>
  await nextResolve(
    specifier,
    isFirm(specifier) ? { ...context, parentURL: import.meta.url } : context,
  )

const isTypeScript = (url: string): boolean => /^file:.*\.m?ts(\?.*)?$/.test(url)

/** From Node 22.18 the loader strips types itself. */
const isNative = (): boolean =>
  'typescript' in process.features && process.features.typescript !== false

/** Strips the types of a TypeScript file; everything else is loaded as always. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!isTypeScript(url) || isNative()) return await nextLoad(url, context)
  const source = await readFile(fileURLToPath(url), 'utf8')
  const { code } = amaro.transformSync(source, { mode: 'strip-only' })
  return { format: 'module', source: code, shortCircuit: true }
}
