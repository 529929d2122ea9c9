/**
 * Planted defects: a few files of our own, put into the private clone alone, so that every repository has enough
 * to mend and everything that a company meets in a week happens within a minute. Each is marked as planted.
 */
import { type Random, seededRandom } from '../../base/index.ts'

/** The folder that holds what was planted. */
export const plantedFolder = 'planted-by-firm'

/** A file that is put into the private clone. */
export interface PlantedFile {
  readonly path: string
  readonly text: string
}

const topics = ['caching', 'logging', 'errors', 'limits', 'retries', 'colours', 'dates', 'names']

/** A name that no repository has besides, so that the mend of a moved link is certain. */
const pageOf = (topic: string): string => `planted-${topic}.md`

/** Whether a path is one that we planted. */
export const isPlantedPath = (path: string): boolean => path.startsWith(`${plantedFolder}/`)

const page = (title: string, ...lines: readonly string[]): string =>
  [`# ${title}`, '', 'Planted by Firm in a private clone, to be mended.', '', ...lines, ''].join(
    '\n',
  )

/**
 * The files of a seed: a guide with two links whose target moved, two pages whose link leads to what is gone,
 * notes with a left conflict, and a page that stays as it is.
 */
export const plantedFiles = (seed: number): readonly PlantedFile[] => {
  const random = seededRandom(seed, 'planting')
  const [first = 'a', second = 'b', third = 'c', gone = 'd'] = random.shuffle(topics)
  const at = (name: string): string => `${plantedFolder}/${name}`
  return [
    { path: at('guide.md'), text: guide(first, second, random) },
    { path: at(`pages/${pageOf(first)}`), text: page(first, `All about ${first}.`) },
    { path: at(`pages/${pageOf(second)}`), text: page(second, `All about ${second}.`) },
    { path: at(`${third}.md`), text: page(third, `See [the old notes](${gone}-old.md) on this.`) },
    {
      path: at(`more-${third}.md`),
      text: page(`more ${third}`, `It is told in [a page long gone](${gone}-older.md).`),
    },
    { path: at('notes.md'), text: conflicted(first, second) },
  ]
}

// The links stand in adjacent lines, so that mending both at once is a conflict for whoever takes no lease.
const guide = (first: string, second: string, random: Random): string => {
  const [a = first, b = second] = random.shuffle([first, second])
  return page('Guide', `- [${a}](${pageOf(a)})`, `- [${b}](${pageOf(b)})`)
}

const conflicted = (ours: string, theirs: string): string =>
  page(
    'Notes',
    `We agreed on ${ours} first.`,
    '',
    '<<<<<<< HEAD',
    `Then on ${ours}, again.`,
    '=======',
    `Then on ${theirs}.`,
    '>>>>>>> theirs',
    '',
    `More stands in [the gone page](${theirs}-gone.md).`,
  )
