/** What a reader of the rendered document meets: what its HTML links to, may be jumped to, and shows as code. */
import { Marked } from 'marked'

/** A document as it is shown. */
export interface RenderedPage {
  readonly targets: readonly string[]
  readonly anchors: readonly string[]
  readonly headings: readonly string[]
  readonly codes: readonly string[]
}

const renderer = new Marked({ gfm: true })

/** Renders a document and reads the HTML. */
export const renderPage = (text: string): RenderedPage => {
  const body = text.replace(/^\uFEFF?(---|\+\+\+)\r?\n[\s\S]*?\n\1[ \t]*(?:\r?\n|$)/, '')
  const html = renderer.parse(body, { async: false }).replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
  const codes = [...html.matchAll(/<code\b[^>]*>([\s\S]*?)<\/code>/g)].map(([, code]) =>
    plain(code),
  )
  const shown = html.replaceAll(/<code\b[^>]*>[\s\S]*?<\/code>/g, (code) =>
    code.replaceAll(/[<>]/g, ' '),
  )
  const attributes = (pattern: RegExp): string[] =>
    [...shown.matchAll(pattern)].map((match) => unescaped(match[2] ?? match[3] ?? match[4] ?? ''))
  return {
    targets: attributes(/<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi),
    anchors: attributes(/<(\w+)\b[^>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi),
    headings: [...html.matchAll(/<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1>/gi)].map(([, , inner]) =>
      plain(inner),
    ),
    codes,
  }
}

const plain = (html: string | undefined): string =>
  unescaped((html ?? '').replaceAll(/<[^>]*>/g, '')).trim()

const names: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
}

const unescaped = (html: string): string =>
  html.replaceAll(/&(#\d+|#x[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (/^#x/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
    return names[name] ?? whole
  })
