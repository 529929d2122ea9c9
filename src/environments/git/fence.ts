/**
 * The fence of a repository: a reference that names the last host that began to act here. Whoever moves the branch
 * compares it in the same transaction, so that a host that was replaced and wakes in the midst of a merge is refused.
 */
import { FirmError } from '../../base/index.ts'
import { type GitPlace, readGitText, runGit } from './reader/index.ts'

/** Where the fence stands, in the firm's repository. */
export const fenceReference = 'refs/firm/fence'

/** The fence as one host sees it. */
export interface Fence {
  /** Shuts out every lower tenure. */
  readonly raise: (tenure: number) => Promise<void>
  /** The object that the reference must name for this host to act; undefined where it has raised no fence. */
  readonly held: () => string | undefined
}

/** How often raising is tried again because another host raised its own meanwhile. */
const attemptsMax = 20

/** The fence of a repository, not raised yet. */
export const openFence = (place: GitPlace): Fence => {
  let held: string | undefined
  return {
    raise: async (tenure) => {
      held = await raise(place, tenure)
    },
    held: () => held,
  }
}

const raise = async (place: GitPlace, tenure: number): Promise<string> => {
  const input = `tenure ${tenure}\n`
  const written = readGitText(place, ['hash-object', '-w', '--stdin'], { input })
  // Work stands still meanwhile, so both are asked at once.
  let [mine, standing] = await Promise.all([written, readFence(place)])
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    if (attempt > 0) standing = await readFence(place)
    if (standing?.object === mine) return mine
    if (standing !== undefined && standing.tenure > tenure) {
      throw new FencedError(place.folder, { tenure, standing: standing.tenure })
    }
    const before = standing?.object ?? '0'.repeat(mine.length)
    const args = ['update-ref', '-m', `firm: tenure ${tenure}`, fenceReference, mine, before]
    const answer = await runGit(place, args, { answers: [1, 128] })
    if (answer.exitCode === 0) return mine
    if (!movedMeanwhile.test(answer.errorOutput)) await runGit(place, args)
  }
  throw new FencedError(place.folder, { tenure })
}

const movedMeanwhile = /but expected|reference already exists/

const readFence = async (
  place: GitPlace,
): Promise<{ readonly object: string; readonly tenure: number } | undefined> => {
  const input = `${fenceReference}\n`
  const text = await readGitText(place, ['cat-file', '--batch'], { input })
  const [, object] = /^([0-9a-f]+) \w+ \d+\n/.exec(text) ?? []
  if (object === undefined) return undefined
  return { object, tenure: Number(/^tenure (\d+)$/m.exec(text)?.[1] ?? 0) }
}

/** Whether git refused to move a branch because the fence names another host. */
export const saysFenced = (errorOutput: string): boolean =>
  errorOutput.includes(fenceReference) && movedMeanwhile.test(errorOutput)

/** Another host acts on this repository now. */
export class FencedError extends FirmError {
  override readonly name = 'FencedError'

  constructor(
    folder: string,
    { tenure, standing }: { readonly tenure?: number; readonly standing?: number } = {},
  ) {
    const whose = tenure === undefined ? 'this host' : `the host of tenure ${tenure}`
    const by = standing === undefined ? 'another host' : `the host of tenure ${standing}`
    super('git-fenced', `${whose} may no longer move branches of ${folder}: ${by} does`, {
      hint: `Stop this host; the other goes on. If the firm that worked here is gone, remove its fence: \`git update-ref -d ${fenceReference}\`.`,
      data: { folder },
    })
  }
}
