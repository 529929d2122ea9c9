/** Verifies a missing file: what names it is read by another parser, and git is asked for the path. */
import { parseDocument, visit } from 'yaml'
import type { Claim, Evidence, Verifier } from './evidence.ts'
import { renderPage } from './rendered-page.ts'
import { parseSettings } from './syntax.ts'

/** The verifier of files and scripts that are named and missing. */
export const nameVerifier =
  (evidence: Evidence): Verifier =>
  async (claim) => {
    const text = await evidence.readText(claim.file)
    if (
      text === undefined ||
      !wordingsOf(claim.file, text).some((wording) => says(wording, claim.target))
    ) {
      return false
    }
    const script = /^(?:npm|pnpm|yarn) run (\S+)$/.exec(claim.target)?.[1]
    if (script !== undefined) return !(await hasScript(evidence, claim.file, script))
    return !(await isTrackedNear(evidence, claim))
  }

/** The texts of a file in which something can be named. */
const wordingsOf = (file: string, text: string): readonly string[] => {
  if (/\.md$/i.test(file)) return renderPage(text).codes
  if (/\.ya?ml$/i.test(file)) return scalarsOf(text)
  return textsIn(parseSettings(text))
}

const scalarsOf = (text: string): string[] => {
  const found: string[] = []
  visit(parseDocument(text), {
    Scalar: (_, node) => {
      if (typeof node.value === 'string') found.push(node.value)
    },
  })
  return found
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const says = (wording: string, target: string): boolean =>
  ` ${wording.replaceAll(/[\s;&|"'()]+/g, ' ')} `.includes(` ${target} `)

const hasScript = async (evidence: Evidence, file: string, script: string): Promise<boolean> => {
  const manifest = parseSettings((await evidence.readText(beside(file, 'package.json'))) ?? '')
  if (typeof manifest !== 'object' || manifest === null || !('scripts' in manifest)) return true
  const { scripts } = manifest
  return typeof scripts === 'object' && scripts !== null && Object.hasOwn(scripts, script)
}

const isTrackedNear = async (evidence: Evidence, { file, target }: Claim): Promise<boolean> => {
  const from = file.startsWith('.github/') ? 'top' : file
  const path = beside(from, target)
  if (path === '') return true
  const ends = file.endsWith('package.json')
    ? ['', '.js', '.json', '.cjs', '.mjs', '.node', '.ts', '.d.ts']
    : ['', '.json']
  for (const end of ends) if (await evidence.isTracked(path + end)) return true
  return false
}

/** The path of something that a file names, as an address is resolved. */
const beside = (file: string, target: string): string => {
  const from = `file:///${file.split('/').map(encodeURIComponent).join('/')}`
  const { pathname } = new URL(target.split('/').map(encodeURIComponent).join('/'), from)
  return decodeURIComponent(pathname.slice(1)).replace(/\/$/, '')
}
