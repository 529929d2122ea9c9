/** Scripts and files that a contributor's document tells its reader to run. */
import { namedInCommand } from './named-in-command.ts'
import type { NamedFile } from './named-in-manifest.ts'
import { parseMarkdown } from './markdown-page.ts'

const shells = /^(?:sh|bash|shell|console|zsh|terminal|shell-session|)$/i

/** What the commands of a document name, relative to the folder that the document stands in. */
export const namedInDocument = (text: string): readonly NamedFile[] =>
  parseMarkdown(text).codes.flatMap(({ text: code, language, line }) => {
    if (language !== undefined && !shells.test(language)) return []
    const found: NamedFile[] = []
    for (const [at, raw] of code.split('\n').entries()) {
      const command = raw
        .replace(/^\s*(?:\$|%|>|❯)\s+/, '')
        .replace(/\s#.*$/, '')
        .trim()
      if (/^(?:cd|pushd|git clone|mkdir)\b|&&\s*cd\b/.test(command)) break
      if (/[<>{}$…]|\.\.\./.test(command)) continue
      found.push(...namedInCommand(command).map((named) => ({ ...named, line: line + at })))
    }
    return found.filter((named) => !isToBeMade(text, named.target))
  })

/** Whether the document tells its reader to make the file first. */
const isToBeMade = (text: string, target: string): boolean => {
  const name = target.slice(target.lastIndexOf('/') + 1)
  return text
    .split('\n')
    .some(
      (line) =>
        line.includes(name) &&
        /\b(?:create|add|write|save|make|generate|new|your|copy|rename|touch|e\.g\.|example)\b/i.test(
          line,
        ),
    )
}
