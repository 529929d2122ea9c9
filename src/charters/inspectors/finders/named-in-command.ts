/** Files and scripts that a command line names where it runs them. */

/** What one command names. */
export interface NamedInCommand {
  readonly target: string
  readonly names: { readonly path: string } | { readonly script: string }
  readonly mayLackExtension?: boolean
}

const runners = /^(?:node|nodemon|ts-node|tsx|babel-node|bun|sh|bash|zsh|python3?|ruby|perl|php)$/
const scriptFile = /^(?:\.\/)?(?:[\w@-][\w@.-]*\/)+[\w.-]+\.(?:[cm]?[jt]s|sh|bash|py|rb|pl|php)$/
const ownProgram = /^\.\/(?:[\w@-][\w@.-]*\/)+[\w.-]+\.(?:sh|bash|py|rb|pl|[cm]?js)$/

/** What a command line names, up to the first `cd`, behind which paths mean something else. */
export const namedInCommand = (command: string): readonly NamedInCommand[] => {
  const named: NamedInCommand[] = []
  for (const part of command.split(/&&|\|\||[;|\n]|(?<!\d)&(?!\d|>)/)) {
    const words = part
      .trim()
      .split(/\s+/)
      .filter((word) => !/^\w+=\S*$/.test(word) && word !== 'cross-env')
    if (/^(?:cd|pushd)$/.test(words[0] ?? '') || / -C |--prefix/.test(part)) break
    const one = namedByWords(words)
    // A file that the command line itself writes or fetches is there when it is run.
    if (one !== undefined && !isMadeBefore(command, one)) named.push(one)
  }
  return named
}

const namedByWords = (words: readonly string[]): NamedInCommand | undefined => {
  const [program = '', ...rest] = words
  if (ownProgram.test(program)) return { target: program, names: { path: program } }
  if (runners.test(program)) {
    const file = rest.find((word) => !word.startsWith('-'))
    const plain = rest[0] === file && file !== undefined && scriptFile.test(file)
    return plain ? { target: file, names: { path: file } } : undefined
  }
  if (!/^(?:npm|pnpm|yarn)$/.test(program)) return undefined
  if (rest[0] !== 'run' || !/^[\w:.-]+$/.test(rest[1] ?? '-') || rest[1]?.startsWith('-') === true)
    return undefined
  if (
    rest.some((word) =>
      /^(?:--if-present|-w|--workspaces?|--workspace=.*|--filter|-ws)$/.test(word),
    )
  ) {
    return undefined
  }
  return { target: `${program} run ${rest[1]}`, names: { script: rest[1] ?? '' } }
}

const isMadeBefore = (command: string, { target }: NamedInCommand): boolean =>
  new RegExp(
    String.raw`(?:>|-o|--output|--out-?file|tee|cp|mv|touch|wget|curl)[ =].*${escaped(target)}`,
  ).test(command) && !command.trim().startsWith(target)

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
