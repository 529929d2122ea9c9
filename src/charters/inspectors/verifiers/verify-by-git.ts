/** Verifies by git itself: tracked files that are ignored, markers of conflicts, and symbolic links. */
import { listTrackedIgnored, runGit } from '../../../environments/git/reader/index.ts'
import { type Claim, type Evidence, kept, type Verifier } from './evidence.ts'
import { parseSettings, parseSource } from './syntax.ts'

/** The verifier of tracked files that are ignored: git lists them. */
export const ignoredVerifier = (evidence: Evidence): Verifier => {
  let listed: Promise<ReadonlySet<string>> | undefined
  return async ({ file }) => {
    listed ??= listTrackedIgnored(evidence.repository, evidence.commit).then((all) => new Set(all))
    return (await listed).has(file)
  }
}

/** The verifier of dangling links: git follows them. */
export const danglingVerifier =
  (evidence: Evidence): Verifier =>
  async ({ file }) =>
    ['dangling', 'loop', 'notdir', 'missing'].includes(await evidence.follow(file))

/** The verifier of conflict markers: git names their lines, and the file is broken by them. */
export const conflictVerifier = (evidence: Evidence): Verifier => {
  const reports = new Map<string, Promise<ReadonlySet<number>>>()
  return async (claim) => {
    const marked = await kept(
      reports,
      claim.file,
      async () => await markedLines(evidence, claim.file),
    )
    const after = [...marked].filter((line) => line > claim.line).length
    return marked.has(claim.line) && after >= 2 && !(await isSound(evidence, claim))
  }
}

/** The lines at which git finds a leftover marker, when the whole file is taken as added. */
const markedLines = async (evidence: Evidence, file: string): Promise<ReadonlySet<number>> => {
  if (file.startsWith('"')) return new Set()
  const args = ['diff', '--check', '--no-ext-diff', '--no-textconv', '--no-color']
  const from = emptyTree[evidence.commit.length]
  const place = [from ?? '', evidence.commit, '--', file]
  const answer = await runGit(evidence.repository, [...args, ...place], { answers: [2] })
  const lines = answer.output.toString('latin1').matchAll(/:(\d+): leftover conflict marker$/gm)
  return new Set([...lines].map((match) => Number(match[1])))
}

/** The tree without entries, by the length of the repository's hashes. */
const emptyTree: { readonly [length: number]: string } = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
}

/** Whether the file has good syntax with the markers in it, so that they stand within a text. */
const isSound = async (evidence: Evidence, { file }: Claim): Promise<boolean> => {
  const text = (await evidence.readText(file)) ?? ''
  if (/\.jsonc?$/.test(file)) return parseSettings(text) !== undefined
  return /\.[cm]?[jt]sx?$/.test(file) && parseSource(file, text) !== undefined
}
