/** Homes for first minutes that are killed: one repository and one seed, prepared once and copied for each. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { minuteHome } from '../../../src/cli/first-minute/minute-home.ts'
import { prepare } from '../../../src/cli/first-minute/prepare.ts'
import { plantRepository } from '../../../src/testing/planted-repository.ts'
import { testOperator } from '../../../src/testing/test-operator.ts'
import { stripInto } from '../../stripped-program.ts'
import { crashHome, makeFolders } from '../crash-home.ts'

/** Where first minutes crash. */
export interface MinuteStage {
  /** The program's own host process. */
  readonly host: string
  /** The same host, which counts the points that it reaches. */
  readonly countingHost: string
  readonly home: () => Promise<string>
  readonly strike: () => Promise<void>
}

/** The one seed whose tasks, liar and choices are killed through. */
export const minuteSeed = 1

/** Sets up a stage. */
export const setMinuteStage = async (): Promise<MinuteStage> => {
  const folder = await mkdtemp(join(tmpdir(), 'firm minutes-'))
  const planted = await plantRepository({ 'README.md': '# A tool\n\nSee [more](more.md).\n' })
  const template = join(folder, 'template')
  await mkdir(template)
  await makeFolders(crashHome(template))
  await prepare(minuteHome(template), {
    seed: minuteSeed,
    path: planted.folder,
    operatorKey: testOperator().publicKey,
    nowMs: () => 0,
  })
  await planted.remove()
  const fileOf = stripInto(join(folder, 'program'), ['src', 'test/crash'])
  let homeCount = 0
  return {
    host: fileOf('src/cli/first-minute/host-process.ts'),
    countingHost: fileOf('test/crash/first-minute/counting-host.ts'),
    home: async () => {
      const made = join(folder, `home ${(homeCount += 1)}`)
      await cp(template, made, { recursive: true })
      return made
    },
    strike: async () => await rm(folder, { recursive: true, force: true }),
  }
}
