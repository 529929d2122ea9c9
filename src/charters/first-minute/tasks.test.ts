/** Planting and planning: the same seed gives the same work, and both engineers always meet in one file. */
import { afterEach, describe, expect, it } from 'vitest'
import { openRepository, requireHead } from '../../environments/git/reader/index.ts'
import { type PlantedRepository, plantRepository } from '../../testing/planted-repository.ts'
import { inspect, openView, type RepositoryView } from '../inspectors/index.ts'
import { plantedFiles, plantedFolder } from './planting.ts'
import { deadLinks, mendableFindings, planTasks, rankOf, type TaskPlan } from './tasks.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const plantedWith = async (
  seed: number,
  own: { readonly [path: string]: string },
): Promise<PlantedRepository> => {
  const planted = Object.fromEntries(plantedFiles(seed).map(({ path, text }) => [path, text]))
  const repository = await plantRepository({ ...own, ...planted })
  cleanups.push(repository.remove)
  return repository
}

const planOf = async (
  repository: PlantedRepository,
  seed: number,
): Promise<{ readonly plan: TaskPlan; readonly view: RepositoryView }> => {
  const opened = await openRepository(repository.folder)
  const view = await openView(opened, await requireHead(opened))
  const { findings } = await inspect(view)
  const paths = view.files.map(({ path }) => path)
  return { plan: planTasks(await mendableFindings(view, findings), paths, seed), view }
}

describe('the work of a first minute', () => {
  it('is drawn from the seed, in what is planted too', () => {
    expect(plantedFiles(7)).toEqual(plantedFiles(7))
    expect(plantedFiles(7)).not.toEqual(plantedFiles(8))
    for (const { path, text } of plantedFiles(7)) {
      expect(path.startsWith(`${plantedFolder}/`)).toBe(true)
      expect(text).toContain('Planted by Firm')
    }
  })

  it.each([1, 2, 3])(
    'brings both engineers to one file, and one question to both (seed %i)',
    async (seed) => {
      const { plan } = await planOf(await plantedWith(seed, {}), seed)
      const inGuide = plan.first.filter(({ task }) => rankOf(task) === 1)
      expect(inGuide.map(({ engineer }) => engineer).toSorted()).toEqual(['bob', 'eve'])
      expect(new Set(inGuide.flatMap(({ task }) => task.paths)).size).toBe(1)
      const undecided = plan.first.filter(({ task }) => task.area === deadLinks)
      expect(undecided.map(({ engineer }) => engineer).toSorted()).toEqual(['bob', 'eve'])
      expect(plan.first).toHaveLength(5)
      expect(plan.again.task).toMatchObject({ area: deadLinks, kind: 'conflict-marker' })
    },
  )

  it('takes up to three defects of the repository itself, those that one mend or your word takes away', async () => {
    const own = {
      'README.md': '# Tool\n\n[moved](old/place.md), [gone](gone.md) and [gone](gone.md) again\n',
      'docs/place.md': '# Place\n',
    }
    const { plan } = await planOf(await plantedWith(1, own), 1)
    const tasks = plan.first.filter(({ task }) => !task.planted).map(({ task }) => task)
    expect(
      tasks
        .map(({ target, area }) => ({ target, area }))
        .toSorted((a, b) => (a.target < b.target ? -1 : 1)),
    ).toEqual([
      { target: 'gone.md', area: deadLinks },
      { target: 'old/place.md', area: undefined },
    ])
    for (const { title } of tasks) expect(title).not.toContain('planted')
  })

  it('marks every planted task in its title', async () => {
    const { plan } = await planOf(await plantedWith(2, {}), 2)
    for (const { task } of [...plan.first, plan.again]) expect(task.title).toContain('(planted)')
  })
})
