/** Whether a document is a page of a site, whose builder resolves links by rules of its own. */
import { foldersAbove, type RepositoryView } from './repository-view.ts'

const settings = (
  'mkdocs.yml mkdocs.yaml docusaurus.config.js docusaurus.config.ts conf.py _config.yml ' +
  '_config.toml book.toml hugo.toml hugo.yaml config.toml antora.yml astro.config.mjs ' +
  'astro.config.ts .eleventy.js eleventy.config.js _sidebar.md SUMMARY.md gatsby-config.js ' +
  'next.config.js next.config.mjs nuxt.config.ts sidebars.js sidebars.json .vitepress .vuepress ' +
  'zensical.toml'
).split(' ')
const siteFolder = /^(?:docs?|documentation|content|website|site|www|pages|source|src|book|guide)\//

/** Judges by the settings of known builders; one at the top speaks for the usual folders only. */
export const isSitePage = (view: RepositoryView, path: string): boolean =>
  foldersAbove(path).some((folder) => {
    if (folder === '' && !siteFolder.test(path)) return false
    const prefix = folder === '' ? '' : `${folder}/`
    return settings.some(
      (name) => view.find(prefix + name) !== undefined || view.isFolder(prefix + name),
    )
  })
