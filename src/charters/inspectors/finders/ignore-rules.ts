/** The ignore rules of one commit, read from its `.gitignore` files. */
import ignore from 'ignore'

/** Judges whether git would ignore a path; a folder is asked for with a slash at its end. */
export type IgnoreRules = (path: string) => boolean

/** The rules of all `.gitignore` files together, by the folder that each stands in. */
export const parseIgnoreRules = (texts: ReadonlyMap<string, string>): IgnoreRules => {
  // Later rules win, so the rules of deeper folders come last.
  const folders = [...texts.keys()].toSorted((a, b) => depthOf(a) - depthOf(b))
  const rules = folders.flatMap((folder) =>
    (texts.get(folder) ?? '').split(/\r?\n/).flatMap((rule) => placeRule(folder, rule)),
  )
  const judge = ignore({ ignoreCase: false }).add(rules)
  return (path) => ignore.isPathValid(path) && judge.ignores(path)
}

const depthOf = (folder: string): number => (folder === '' ? 0 : folder.split('/').length)

const placeRule = (folder: string, rule: string): string[] => {
  if (rule.trim() === '' || rule.startsWith('#')) return []
  if (folder === '') return [rule]
  const negated = rule.startsWith('!')
  const pattern = negated ? rule.slice(1) : rule
  const anchored = pattern.replace(/\s+$/, '').replace(/\/$/, '').includes('/')
  const prefix = `/${folder.replaceAll(/[\\*?[\]!# ]/g, String.raw`\$&`)}`
  const placed = anchored ? `${prefix}/${pattern.replace(/^\//, '')}` : `${prefix}/**/${pattern}`
  return [negated ? `!${placed}` : placed]
}
