/** `firm hook AGENT`: runs the program that agents run as their hook, with what stands on standard input. */
import { spawn } from 'node:child_process'
import { hookForm } from '../../api/verbs/index.ts'
import { hookWords } from '../hooking/index.ts'
import { namedWindow } from '../hooking/named-window.ts'
import type { Verb } from '../verb.ts'

export const hook: Verb = {
  ...hookForm,
  run: async (given, surroundings) => {
    const { agent, doorFile } = await namedWindow(given, surroundings)
    const code = await run(hookWords(agent, doorFile))
    return { exit: code === 0 ? 'done' : 'hook-refused', lines: [] }
  },
}

const run = async ([program = '', ...words]: readonly string[]): Promise<number> =>
  await new Promise((end, reject) => {
    const child = spawn(program, [...process.execArgv, ...words], { stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => end(code ?? 2))
  })
