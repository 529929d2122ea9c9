/** Modules that a person wrote, such as files of protocols, loaded with the loader of charters. */
import { FirmError } from '../../base/index.ts'
import { type CharterLoader, openCharterLoader } from '../../host/charter/index.ts'

/** What a module exports, by name. */
export interface Exports {
  readonly [name: string]: unknown
}

/** Loads modules by their file. */
export interface Modules {
  /** Throws ModuleError where the file is missing, does not parse, does not resolve, or throws. */
  readonly load: (file: string) => Promise<Exports>
  /** The loader of charters of this process. */
  readonly charters: () => CharterLoader
  /** The address of the package's own face. */
  readonly program: URL
}

/** Modules of this process; `program` is what `import 'firm'` means. Node's hooks are set at the first one. */
export const openModules = (program: URL): Modules => {
  let loader: CharterLoader | undefined
  const charters = (): CharterLoader => (loader ??= openCharterLoader(program))
  return {
    program,
    charters,
    load: async (file) => {
      const loaded = await charters().loadModule(file)
      if (loaded.ok) return loaded.value.exported
      throw new ModuleError(file, loaded.message, loaded.hint)
    },
  }
}

/** A module that could not be loaded. */
export class ModuleError extends FirmError {
  override readonly name = 'ModuleError'

  constructor(file: string, message: string, hint: string | undefined) {
    super('wrong-usage', message, { data: { file }, ...(hint === undefined ? {} : { hint }) })
  }
}
