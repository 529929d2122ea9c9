/** Verifies a dead link by rendering the document and resolving what its HTML links to as a browser does. */
import type { Evidence, Verifier } from './evidence.ts'
import { kept } from './evidence.ts'
import { renderPage, type RenderedPage } from './rendered-page.ts'

/** Far enough below the root of an address that leaving the repository can be seen. */
const top = 'https://repository.invalid/1/2/3/4/5/6/7/8/9/'

/** The verifier of dead links. */
export const linkVerifier = (evidence: Evidence): Verifier => {
  const pages = new Map<string, Promise<RenderedPage | undefined>>()
  const pageOf = async (path: string): Promise<RenderedPage | undefined> =>
    await kept(pages, path, async () => {
      const text = await evidence.readText(path)
      return text === undefined ? undefined : renderPage(text)
    })
  return async ({ file, target }) => {
    const page = await pageOf(file)
    if (page?.targets.some((shown) => decoded(shown) === decoded(target)) !== true) return false
    const address = addressOf(file, target)
    if (address === undefined) return false
    if (!(await evidence.isTracked(address.path))) return true
    if (address.anchor === '') return false
    const other = await pageOf(address.path)
    return other !== undefined && !canJumpTo(other, address.anchor)
  }
}

const addressOf = (
  file: string,
  target: string,
): { readonly path: string; readonly anchor: string } | undefined => {
  const from = top + file.split('/').map(encodeURIComponent).join('/')
  if (!URL.canParse(target, from)) return undefined
  const { href, pathname, hash } = new URL(target, from)
  if (!href.startsWith(top)) return undefined
  const path = decoded(pathname.slice(new URL(top).pathname.length)).replace(/\/$/, '')
  return { path, anchor: decoded(hash.slice(1)) }
}

const collator = new Intl.Collator('en', { sensitivity: 'base', ignorePunctuation: true })

const canJumpTo = (page: RenderedPage, anchor: string): boolean => {
  const same = (name: string): boolean => collator.compare(bare(name), bare(anchor)) === 0
  return page.anchors.some(same) || page.headings.some(same)
}

/** Spaces, hyphens and a number at the end are what renderers add to a heading. */
const bare = (name: string): string => name.replaceAll(/[\s_-]+/g, '').replace(/(?<=\D)\d$/, '')

const decoded = (address: string): string => {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
