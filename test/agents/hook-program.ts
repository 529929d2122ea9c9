/** The program that command hooks run, without its types, for as long as a file of tests runs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripInto } from '../stripped-program.ts'

/** Where it is, and how it goes. */
export interface HookProgram {
  readonly file: string
  readonly remove: () => void
}

/** Makes the program. */
export const makeHookProgram = (): HookProgram => {
  const place = mkdtempSync(join(tmpdir(), 'firm hooks-'))
  return {
    file: stripInto(place, ['src'])('src/cli/hook.ts'),
    remove: () => rmSync(place, { recursive: true, force: true }),
  }
}
