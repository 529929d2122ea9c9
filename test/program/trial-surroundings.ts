/** Surroundings for tests of verbs: what was written is kept, and the machine is made of paper. */
import { type Instant, noFaults, parseInstant, present } from '../../src/base/index.ts'
import { openModules } from '../../src/cli/modules/index.ts'
import type { Machine } from '../../src/cli/doctor/index.ts'
import type { Surroundings } from '../../src/cli/surroundings.ts'

/** Surroundings, and the lines that were written to them. */
export interface Trial {
  readonly surroundings: Surroundings
  readonly written: readonly string[]
  readonly complained: readonly string[]
}

/** A machine that lacks nothing. */
export const paperMachine: Machine = {
  nodeVersion: '20.19.0',
  platform: 'linux',
  outputOf: async (program) => `${program} 2.39.5`,
  freeBytes: () => 2 ** 33,
  isWritable: () => true,
  troubleLoading: async () => undefined,
}

const beginning: Instant = present(parseInstant(0), 'zero is an instant')

/** Fresh surroundings; what a test cares about is given over them. */
export const trialSurroundings = (over: Partial<Surroundings> = {}): Trial => {
  const written: string[] = []
  const complained: string[] = []
  const surroundings: Surroundings = {
    version: '1.2.3',
    screen: {
      write: (line) => void written.push(line),
      complain: (line) => void complained.push(line),
      isTerminal: false,
    },
    variables: {},
    folder: '/nowhere',
    personFolder: '/nobody',
    platform: 'linux',
    clock: { now: () => beginning, schedule: () => () => undefined },
    machine: paperMachine,
    faults: noFaults,
    modules: openModules(new URL('../../src/index.ts', import.meta.url)),
    asker: { isTerminal: false, ask: async () => undefined },
    secrets: {
      randomBytes: (count) => new Uint8Array(count),
      passphrase: async () => 'a passphrase of the trial',
    },
    ...over,
  }
  return { surroundings, written, complained }
}
