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
    { path: at(`pages/${first}.md`), text: page(first, `All about ${first}.`) },
    { path: at(`pages/${second}.md`), text: page(second, `All about ${second}.`) },
    { path: at(`${third}.md`), text: page(third, `See [the old notes](${gone}-old.md) on this.`) },
    {
      path: at(`more-${third}.md`),
      text: page(`more ${third}`, `It is told in [a page long gone](${gone}-older.md).`),
    },
    { path: at('notes.md'), text: conflicted(first, second) },
  ]
}

// Lines between the two links, so that mending both at once is a conflict for whoever takes no lease.
const guide = (first: string, second: string, random: Random): string => {
  const [a, b] = random.shuffle([first, second])
  return page('Guide', `- [${a}](${a}.md)`, `- [${b}](${b}.md)`)
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
