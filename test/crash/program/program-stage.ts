/** Places for a program that is killed: a repository and a home each, and one firm that is copied. */
import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Living, startProcess } from '../life.ts'
import { stripInto } from '../../stripped-program.ts'
import type { ProgramOrder } from './program-order.ts'
import { programStories } from './program-stories.ts'

/** Where a command is given. */
export interface ProgramPlace {
  readonly folder: string
  readonly home: string
  readonly repository: string
}

/** A stage. */
export interface ProgramStage {
  readonly place: (on: 'nothing' | 'a firm') => Promise<ProgramPlace>
  readonly start: (order: ProgramOrder) => Living
  readonly strike: () => Promise<void>
}

/** Sets up a stage. */
export const setProgramStage = async (): Promise<ProgramStage> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'firm program-')))
  const fileOf = stripInto(join(folder, 'program'), ['src', 'test/crash'])
  const victim = fileOf('test/crash/program/program-victim.ts')
  const start: ProgramStage['start'] = (order) =>
    startProcess(victim, { name: order.words.join(' '), order })
  const made = placeIn(join(folder, 'made'))
  await makeRepository(made)
  const words = programStories['init']?.words ?? []
  const { end, lines } = await start({ ...made, words }).over
  if (end !== '0') throw new TypeError(`the first firm was not made: ${lines.join(' ')}`)
  let count = 0
  return {
    place: async (on) => {
      const place = placeIn(join(folder, `place ${(count += 1)}`))
      await mkdir(place.folder)
      if (on === 'nothing') {
        await makeRepository(place)
        return place
      }
      // Its charter names the repository, so all firms that were copied share that.
      await cp(made.home, place.home, { recursive: true })
      return { ...place, repository: made.repository }
    },
    start,
    strike: async () => await rm(folder, { recursive: true, force: true }),
  }
}

const placeIn = (folder: string): ProgramPlace => ({
  folder,
  home: join(folder, 'home'),
  repository: join(folder, 'repository'),
})

const makeRepository = async ({ repository }: ProgramPlace): Promise<void> => {
  await mkdir(repository, { recursive: true })
  const git = (...words: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@there', ...words], {
      cwd: repository,
    })
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'Begin')
}
