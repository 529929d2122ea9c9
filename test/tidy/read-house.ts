/** Reads the texts of the repository from disk, without what is built, installed or binary. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type House, houseOf } from './house.ts'

const leftOut: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage', '.git', '.firm'])
const isText = (name: string): boolean =>
  /\.(ts|tsx|mts|mjs|js|json|md|yml|yaml|sh|css|html|txt)$|^(LICENSE|run|\..*rc)$/.test(name)

const walk = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return entry.isFile() && isText(entry.name) ? [path] : []
  })

/** The house under a root. */
export const readHouse = (root: string): House =>
  houseOf(
    new Map(
      walk(root).map((path) => [
        relative(root, path).split(sep).join('/'),
        readFileSync(path, 'utf8'),
      ]),
    ),
  )
