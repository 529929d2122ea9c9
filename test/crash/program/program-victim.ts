/** A process of the program `firm` that may be killed, or whose disk may take nothing, at any fault point of a verb. */
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { realMachine } from '../../../src/cli/doctor/machine.ts'
import { openModules } from '../../../src/cli/modules/index.ts'
import { runProgram } from '../../../src/cli/program.ts'
import type { Surroundings } from '../../../src/cli/surroundings.ts'
import { verbs } from '../../../src/cli/verbs.ts'
import { realClock } from '../../../src/environments/clock/index.ts'
import { planned, visits } from '../fault-plan.ts'
import type { ProgramOrder } from './program-order.ts'

const say = (...words: readonly (string | number)[]): void => {
  writeSync(1, `${words.join(' ')}\n`)
}

const { home, repository, words, plan } = JSON.parse(process.argv[2] ?? '{}') as ProgramOrder
const faults = planned(plan, say)

const isSource = import.meta.url.endsWith('.ts')
// Sealing is made to be slow; here nobody guesses.
const secrets = {
  randomBytes,
  cost: 2 ** 12,
  passphrase: async (): Promise<string> => await Promise.resolve('a passphrase of this test'),
}

const surroundings: Surroundings = {
  version: '0.0.0',
  screen: {
    write: (line) => say('out', line),
    complain: (line) => say('err', line),
    isTerminal: false,
  },
  variables: { PATH: process.env['PATH'], HOME: repository, FIRM_HOME: home },
  folder: repository,
  personFolder: repository,
  platform: process.platform,
  clock: realClock(),
  faults,
  machine: realMachine(),
  asker: { isTerminal: false, ask: async () => await Promise.resolve(undefined) },
  modules: openModules(new URL(`../../../src/index.${isSource ? 'ts' : 'js'}`, import.meta.url)),
  secrets,
}

const code = await runProgram(words, verbs, surroundings)
say('visited', JSON.stringify(visits(faults)))
process.exit(code)
