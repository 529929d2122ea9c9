/** What a finder reads in a Markdown document: its links, its anchors and its code. */
import GithubSlugger from 'github-slugger'
import MarkdownIt from 'markdown-it'

/** A place in a document. */
export interface Passage {
  readonly text: string
  readonly line: number
}

/** A piece of code; `language` is undefined for code within a sentence. */
export interface CodePassage extends Passage {
  readonly language: string | undefined
}

/** A document as it is read. */
export interface MarkdownPage {
  /** Targets of links and images, as they are written. */
  readonly links: readonly Passage[]
  /** What its headings are jumped to by. */
  readonly anchors: ReadonlySet<string>
  /** Anchors that are written out, in HTML or beside a heading. */
  readonly written: ReadonlySet<string>
  readonly codes: readonly CodePassage[]
  readonly hasFrontMatter: boolean
}

const markdown = new MarkdownIt({ html: true })
markdown.normalizeLink = (target) => target
markdown.validateLink = () => true
type Token = ReturnType<typeof markdown.parse>[number]

/** Reads a document; any text is one. */
export const parseMarkdown = (text: string): MarkdownPage => {
  const source = text.replace(/^\uFEFF/, '')
  const frontMatter =
    /^(?:---|\+\+\+)\r?\n[\s\S]*?\n(?:---|\+\+\+)[ \t]*(?:\r?\n|$)/.exec(source)?.[0] ?? ''
  const body = frontMatter.replaceAll(/[^\n]/g, '') + source.slice(frontMatter.length)
  const reader = new PageReader(body.split('\n'))
  const tokens = markdown.parse(body, {})
  for (const [at, token] of tokens.entries()) {
    reader.readBlock(token, tokens[at - 1]?.type === 'heading_open')
  }
  const { links, anchors, written, codes } = reader
  return { links, anchors, written, codes, hasFrontMatter: frontMatter !== '' }
}

/** Collects while it goes through the tokens of one document. */
class PageReader {
  readonly links: Passage[] = []
  readonly anchors: Set<string> = new Set<string>()
  readonly written: Set<string> = new Set<string>()
  readonly codes: CodePassage[] = []
  readonly #lines: readonly string[]
  readonly #slugger = new GithubSlugger()
  #range: readonly [number, number] = [0, 1]

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  readBlock(token: Token, isHeading: boolean): void {
    // Cells of a table have no place of their own, but their row has.
    this.#range = token.map ?? this.#range
    const [first] = this.#range
    if (token.type === 'fence' || token.type === 'code_block') {
      const language = token.info.trim().split(/\s+/)[0] ?? ''
      this.codes.push({
        text: token.content,
        language,
        line: first + (token.type === 'fence' ? 2 : 1),
      })
    }
    if (token.type === 'html_block') this.#readHtml(token.content, first)
    if (token.type === 'inline') this.#readInline(token, this.#range)
    if (isHeading) this.#readHeading(token)
  }

  #readInline(token: Token, range: readonly [number, number]): void {
    for (const child of token.children ?? []) {
      const target = child.attrGet('href') ?? child.attrGet('src')
      if (typeof target === 'string') {
        this.links.push({ text: target, line: this.#lineOf(target, range) })
      }
      if (child.type === 'html_inline') this.#readHtml(child.content, range[0])
      if (child.type === 'code_inline') {
        const line = this.#lineOf(child.content, range)
        this.codes.push({ text: child.content, language: undefined, line })
      }
    }
  }

  #readHeading(token: Token): void {
    const own = /\s*\{:?\s*#([^\s}]+)[^}]*\}\s*$/.exec(token.content)
    if (own?.[1] !== undefined) this.written.add(own[1])
    // Numbered notices are jumped to by their number, which stands before a colon.
    const [notice = '', rest] = token.content.split(':')
    if (rest !== undefined) this.anchors.add(notice)
    const words = (token.children ?? []).map((child) =>
      child.type === 'softbreak' ? ' ' : child.type.startsWith('html') ? '' : textOf(child),
    )
    this.anchors.add(this.#slugger.slug(words.join('').replace(/\s*\{:?\s*#[^}]*\}\s*$/, '')))
  }

  #readHtml(html: string, first: number): void {
    const plain = html.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, (comment) =>
      comment.replaceAll(/[^\n]/g, ' '),
    )
    for (const match of plain.matchAll(/<\w[^>]*?\s(?:id|name)\s*=\s*["']?([^"'\s>]+)/gi)) {
      this.written.add(match[1] ?? '')
    }
    for (const match of plain.matchAll(
      /<(?:a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi,
    )) {
      const line =
        first + 1 + (plain.slice(0, match.index + match[0].length).split('\n').length - 1)
      this.links.push({ text: (match[1] ?? match[2] ?? '').replaceAll('&amp;', '&').trim(), line })
    }
    for (const match of plain.matchAll(/<h[1-6]\b[^>]*>([\s\S]*?)<\/h[1-6]>/gi)) {
      this.anchors.add(this.#slugger.slug((match[1] ?? '').replaceAll(/<[^>]*>/g, '').trim()))
    }
  }

  /** Within its block; a link by reference is found where it is defined. */
  #lineOf(text: string, [first, end]: readonly [number, number]): number {
    const found = this.#lines.findIndex(
      (line, at) => at >= first && at < end && line.includes(text),
    )
    if (found >= 0) return found + 1
    const defined = this.#lines.findIndex(
      (line) => /^\s*\[[^\]]+\]:/.test(line) && line.includes(text),
    )
    return (defined >= 0 ? defined : first) + 1
  }
}

const textOf = (child: Token): string => (child.type === 'image' ? '' : child.content)
