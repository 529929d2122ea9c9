/** Paths that the programs of a repository write when it is built or released. */
import type { RepositoryView } from './repository-view.ts'

/** Whether a program of the repository names a missing path, so that it is likely to make it. */
export type MadePaths = (path: string) => boolean

const program =
  /^(?:[^/]+|(?:scripts?|tools?|build|tasks|hacks?|ci|\.github|\.ci)\/.*)(?:\.(?:[cm]?[jt]s|sh|py|rb|pl|mk|ya?ml|toml)|akefile|Rakefile|Justfile)$/i
const filesMax = 300

/** Reads the programs at the top and in the usual folders. */
export const readMadePaths = async (view: RepositoryView): Promise<MadePaths> => {
  const paths = view.files.map(({ path }) => path).filter((path) => program.test(path))
  const texts = [...(await view.readTexts(paths.slice(0, filesMax))).values()]
  return (path) => {
    if (view.find(path) !== undefined) return false
    const ending = path
      .replace(/\.\w+$/, '')
      .split('/')
      .slice(-2)
    if (ending.length < 2) return false
    return texts.some((text) => text.includes(ending.join('/')))
  }
}
