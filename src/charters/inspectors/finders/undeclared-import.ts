/** Finds imports of packages that no manifest above the source declares. */
import { readDeclaredPackages, packageOf } from './declared-packages.ts'
import { mayImport, scanImports } from './import-scanner.ts'
import { isGeneratedText, isSample } from './left-out.ts'
import type { RepositoryView } from './repository-view.ts'
import type { Finder, Suspicion } from './suspicion.ts'

/** Lines longer than this are written by programs. */
const lineLengthMax = 5000

/** The finder of undeclared imports. */
export const undeclaredImportFinder = (view: RepositoryView): Finder => {
  let declared: ReturnType<typeof readDeclaredPackages> | undefined
  const find = async (paths: readonly string[]): Promise<readonly Suspicion[]> => {
    declared ??= readDeclaredPackages(view)
    const { isUndeclared } = await declared
    return [...(await view.readTexts(paths))].flatMap(([path, text]) => {
      const isWanted = (specifier: string): boolean => isUndeclared(path, specifier)
      if (!mayImport(text, isWanted) || isMade(text)) return []
      return findIn(path, text, isWanted)
    })
  }
  return { kind: 'undeclared-import', reads: (path) => isSource(view, path), find }
}

const isSource = (view: RepositoryView, path: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(path) && !view.isLeftOut(path) && !isSample(path)

const isMade = (text: string): boolean =>
  isGeneratedText(text) || text.split('\n').some((line) => line.length > lineLengthMax)

/** One finding for each package in a file, where it is named first. */
const findIn = (
  file: string,
  text: string,
  isWanted: (specifier: string) => boolean,
): Suspicion[] => {
  const first = new Map<string, number>()
  for (const { specifier, line } of scanImports(text)) {
    const name = packageOf(specifier)
    if (name === undefined || !isWanted(specifier)) continue
    // Packages have small letters: a file that names others is resolved by rules of its own.
    if (/[A-Z]/.test(name)) return []
    if (!first.has(name)) first.set(name, line)
  }
  return [...first].map(([target, line]) => ({
    kind: 'undeclared-import',
    file,
    line,
    target,
    why: `No package.json above the file declares ${target}: it is there by chance, or not at all.`,
    mend: `Declare ${target} in the package's manifest, or take the import out.`,
  }))
}
