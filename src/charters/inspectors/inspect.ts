/** Inspects one commit: finders suspect, verifiers derive again, and only what both say is a finding. */
import { hashOf } from '../../base/index.ts'
import { blameLines, readHistory } from '../../environments/git/reader/index.ts'
import { openFinders } from './finders/finders.ts'
import { type RepositoryView, textBytesMax } from './finders/repository-view.ts'
import type { Finder, FindingKind, Suspicion } from './finders/suspicion.ts'
import { openVerifier } from './verifiers/verifiers.ts'

/** A suspicion that a verifier derived again. */
export interface Finding extends Suspicion {
  /** The same for the same defect, wherever its line moves. */
  readonly id: string
  /** The commit that last changed the line, or the whole of what is no text; the inspected one where it is not traced. */
  readonly commit: string
  /** Whether its origin was looked up; beyond sixty files, and when the time is up, it is not. */
  readonly isTraced: boolean
}

/** What was not inspected, and why. */
export interface Left {
  readonly kind: FindingKind
  readonly why: 'time' | 'too-large'
  readonly paths: readonly string[]
}

/** What an inspection gives. */
export interface Inspection {
  readonly findings: readonly Finding[]
  readonly left: readonly Left[]
  /** Suspicions that no verifier derived: not shown, but counted. */
  readonly unverifiedCount: number
}

/** What varies between inspections. */
export interface InspectionOptions {
  /** Whether the time is up; never, unless told. */
  readonly expired?: () => boolean
  readonly kinds?: readonly FindingKind[]
}

const batchCount = 200

/** Origins cost a walk of the history each; beyond so many files the inspected commit stands in. */
const originsMax = 60

/** Runs all finders and their verifiers over a commit. */
export const inspect = async (
  view: RepositoryView,
  options: InspectionOptions = {},
): Promise<Inspection> => {
  const expired = options.expired ?? ((): boolean => false)
  const suspicions: Suspicion[] = []
  const left: Left[] = []
  for (const finder of openFinders(view)) {
    if (options.kinds?.includes(finder.kind) === false) continue
    const found = await runFinder(view, finder, expired)
    suspicions.push(...found.suspicions)
    left.push(...found.left)
  }
  const verify = openVerifier(view.repository, view.commit)
  const verified: Suspicion[] = []
  let judgedCount = 0
  for (const suspicion of suspicions) {
    if (expired()) break
    judgedCount += 1
    if (await verify(suspicion)) verified.push(suspicion)
  }
  left.push(...unjudged(suspicions.slice(judgedCount)))
  const findings = await trace(view, verified, expired)
  return { findings, left, unverifiedCount: judgedCount - verified.length }
}

/** Suspicions that no verifier had time for are not findings, and their files count as left. */
const unjudged = (suspicions: readonly Suspicion[]): readonly Left[] =>
  [...new Set(suspicions.map(({ kind }) => kind))].map((kind) => ({
    kind,
    why: 'time',
    paths: [...new Set(suspicions.filter((one) => one.kind === kind).map(({ file }) => file))],
  }))

const runFinder = async (
  view: RepositoryView,
  finder: Finder,
  expired: () => boolean,
): Promise<{ readonly suspicions: Suspicion[]; readonly left: Left[] }> => {
  const wanted = view.files.filter(({ path }) => finder.reads(path))
  const large = wanted.filter(({ bytes }) => readsText(finder) && (bytes ?? 0) > textBytesMax)
  const paths = wanted.filter((file) => !large.includes(file)).map(({ path }) => path)
  const suspicions: Suspicion[] = []
  const left: Left[] = []
  if (large.length > 0) {
    left.push({ kind: finder.kind, why: 'too-large', paths: large.map(({ path }) => path) })
  }
  for (let at = 0; at < paths.length; at += batchCount) {
    if (expired()) {
      left.push({ kind: finder.kind, why: 'time', paths: paths.slice(at) })
      break
    }
    suspicions.push(...(await finder.find(paths.slice(at, at + batchCount))))
  }
  return { suspicions, left }
}

const readsText = (finder: Finder): boolean =>
  finder.kind !== 'tracked-ignored' && finder.kind !== 'dangling-link'

/** Gives each finding its name and its origin; origins are looked up file by file while there is time. */
const trace = async (
  view: RepositoryView,
  suspicions: readonly Suspicion[],
  expired: () => boolean,
): Promise<readonly Finding[]> => {
  const origins = new Map<string, readonly string[]>()
  const seen = new Map<string, number>()
  const findings: Finding[] = []
  for (const suspicion of suspicions) {
    const { kind, file, target, line } = suspicion
    const name = `${kind}\0${file}\0${target}`
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    const key = isWholeFile(suspicion) ? `${file}\0` : file
    if (!origins.has(key) && origins.size < originsMax && !expired())
      origins.set(key, await originsOf(view, suspicion))
    const origin = origins.get(key)?.[isWholeFile(suspicion) ? 0 : line - 1]
    const id = hashOf(`${name}\0${count}`).slice(0, 12)
    const traced = { commit: origin ?? view.commit, isTraced: origin !== undefined }
    findings.push({ ...suspicion, id, ...traced })
  }
  return findings
}

const isWholeFile = ({ kind }: Suspicion): boolean =>
  kind === 'tracked-ignored' || kind === 'dangling-link'

const originsOf = async (
  view: RepositoryView,
  suspicion: Suspicion,
): Promise<readonly string[]> => {
  if (!isWholeFile(suspicion)) {
    const where = { commit: view.commit, path: suspicion.file }
    return (await blameLines(view.repository, where)) ?? []
  }
  const options = { countMax: 1, path: suspicion.file }
  return (await readHistory(view.repository, view.commit, options)).map(({ commit }) => commit)
}
