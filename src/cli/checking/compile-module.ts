/** The project's own compiler on a module that a person wrote, before anything of it is believed. */
import { openProcesses } from '../../environments/process/index.ts'
import { typeCheck } from '../../host/charter/index.ts'

/** What the compiler says of a module. */
export interface CompiledModule {
  /** One sentence a mistake, with its place; none where it compiles, or could not be asked. */
  readonly mistakes: readonly string[]
  /** Why the compiler could not be asked, as a sentence; absent where it was. */
  readonly note?: string
}

/** Compiles a module with all that it imports, where its project has a compiler; nothing is written. */
export const compileModule = async (file: string, program: URL): Promise<CompiledModule> => {
  const processes = await openProcesses()
  const verdict = await typeCheck(file, { processes, program })
  if (verdict.kind === 'sound') return { mistakes: [] }
  if (verdict.kind === 'mistaken') return { mistakes: verdict.mistakes }
  return { mistakes: [], note: `It was not type-checked: ${verdict.why}.` }
}
