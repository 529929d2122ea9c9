/** Loads modules that a person wrote: charters and protocols, in TypeScript or JavaScript. */
import { register } from 'node:module'
import { pathToFileURL } from 'node:url'
import { FirmError } from '../../base/index.ts'

/** What a module exports, by name. */
export interface Exports {
  readonly [name: string]: unknown
}

/** Loads modules by their file. */
export interface Modules {
  /** Throws ModuleError where the file does not parse, does not resolve, or throws. */
  readonly load: (file: string) => Promise<Exports>
}

/** Modules of this process; the loader's hooks are set at the first one. */
export const openModules = (): Modules => {
  let hooked = false
  return {
    load: async (file) => {
      if (!hooked) register('./strip-hooks.js', import.meta.url)
      hooked = true
      try {
        return await import(pathToFileURL(file).href)
      } catch (cause) {
        throw new ModuleError(file, cause)
      }
    },
  }
}

const textOf = (cause: unknown, name: string): string | undefined => {
  if (typeof cause !== 'object' || cause === null) return undefined
  const value: unknown = Reflect.get(cause, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A module that could not be loaded; its message holds what the file itself said. */
export class ModuleError extends FirmError {
  override readonly name = 'ModuleError'

  constructor(file: string, cause: unknown) {
    const said = textOf(cause, 'message') ?? String(cause)
    super('wrong-usage', `${file} cannot be loaded: ${said.trim()}`, {
      hint: textOf(cause, 'hint') ?? 'Mend the file at that place and give the same command again.',
      data: { file },
      cause,
    })
  }
}
