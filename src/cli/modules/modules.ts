/** Modules that a person wrote, such as files of protocols, loaded with the loader of charters. */
import { FirmError } from '../../base/index.ts'
import type { CharterLoader } from '../../host/charter/index.ts'

/** What a module exports, by name. */
export interface Exports {
  readonly [name: string]: unknown
}

/** Loads modules by their file. */
export interface Modules {
  /** Throws ModuleError where the file is missing, does not parse, does not resolve, or throws. */
  readonly load: (file: string) => Promise<Exports>
  /** The loader of charters of this process, which is opened when it first loads. */
  readonly charters: () => CharterLoader
  /** The address of the package's own face. */
  readonly program: URL
}

/**
 * Modules of this process; `program` is what `import 'firm'` means. Node's hooks, and what works them, are loaded for the
 * first module alone, since they cost a thread and most commands load none.
 */
export const openModules = (program: URL): Modules => {
  let opening: Promise<CharterLoader> | undefined
  const opened = async (): Promise<CharterLoader> => await (opening ??= openLoader(program))
  const loader: CharterLoader = {
    load: async (file) => await (await opened()).load(file),
    loadModule: async (file) => await (await opened()).loadModule(file),
  }
  return {
    program,
    charters: () => loader,
    load: async (file) => {
      const loaded = await loader.loadModule(file)
      if (loaded.ok) return loaded.value.exported
      throw new ModuleError(file, loaded.message, loaded.hint)
    },
  }
}

const openLoader = async (program: URL): Promise<CharterLoader> => {
  const { openCharterLoader } = await import('../../host/charter/index.ts')
  return openCharterLoader(program)
}

/** A module that could not be loaded. */
export class ModuleError extends FirmError {
  override readonly name = 'ModuleError'

  constructor(file: string, message: string, hint: string | undefined) {
    super('wrong-usage', message, { data: { file }, ...(hint === undefined ? {} : { hint }) })
  }
}
