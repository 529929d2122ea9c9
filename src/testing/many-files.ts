/** A commit of very many files, written as one stream, so that none of them is ever on the disk. */
import { runGit } from '../environments/git/reader/index.ts'

/** Files in one folder, and folders in one package. */
const folderFilesCount = 100
const packageFoldersCount = 10

/** The path of a file by its number: `pkg001/part2/f1234.txt`. */
export const manyPath = (number: number): string => {
  const folder = Math.floor(number / folderFilesCount)
  const inPackage = String(Math.floor(folder / packageFoldersCount)).padStart(3, '0')
  return `pkg${inPackage}/part${folder % packageFoldersCount}/f${number}.txt`
}

/** Commits so many files, each with its number in it, and a README to the branch `many` of the repository at `folder`. */
export const commitManyFiles = async (folder: string, filesCount: number): Promise<void> => {
  const file = (path: string, content: string): string =>
    `M 644 inline ${path}\ndata ${content.length}\n${content}\n`
  const files = Array.from({ length: filesCount }, (_, at) => file(manyPath(at), `${at}\n`))
  const people = 'committer Ana <ana@example.org> 1767225600 +0000'
  const head = `commit refs/heads/many\n${people}\ndata 5\nBegin\n`
  const input = [head, file('README.md', '# Many\n'), ...files].join('')
  await runGit({ folder }, ['fast-import', '--quiet'], { input })
}
