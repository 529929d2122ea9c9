/** `firm hook AGENT`: runs the program that agents run as their hook, with what stands on standard input. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { hookForm } from '../../api/verbs/index.ts'
import { findHome } from '../find-home.ts'
import { doorFileOf } from '../firm-home/index.ts'
import { hookWords } from '../hooking/index.ts'
import { argumentOf, type Verb } from '../verb.ts'

export const hook: Verb = {
  ...hookForm,
  run: async (given, surroundings) => {
    const { door } = given.options
    const doorFile =
      door === undefined
        ? doorFileOf(await findHome(surroundings))
        : resolve(surroundings.folder, door)
    const code = await run(hookWords(argumentOf(given, 'agent') ?? '', doorFile))
    return { exit: code === 0 ? 'done' : 'hook-refused', lines: [] }
  },
}

const run = async ([program = '', ...words]: readonly string[]): Promise<number> =>
  await new Promise((end, reject) => {
    const child = spawn(program, [...process.execArgv, ...words], { stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => end(code ?? 2))
  })
