// The loader behind strip-types.mjs: types are replaced by spaces, so that lines and columns stay.
import { readFile } from 'node:fs/promises'
import { transformSync } from 'amaro'

/** Loads a TypeScript file as a module; everything else goes on to Node. */
export const load = async (url, context, next) => {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
  const source = await readFile(new URL(url), 'utf8')
  const { code } = transformSync(source, { mode: 'strip-only' })
  return { format: 'module', source: code, shortCircuit: true }
}
