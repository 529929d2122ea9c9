/** Verifies an undeclared import by the syntax tree of the source and the manifests above it. */
import { isBuiltin } from 'node:module'
import type { Evidence, Verifier } from './evidence.ts'
import { below, parseSettings, parseSource, type Syntax, syntaxOf } from './syntax.ts'

/** The verifier of undeclared imports. */
export const importVerifier =
  (evidence: Evidence): Verifier =>
  async ({ file, line, target }) => {
    const source = await evidence.readText(file)
    const tree = source === undefined ? undefined : parseSource(file, source)
    if (tree === undefined || isBuiltin(target)) return false
    const named = importsIn(tree).some(
      ({ name, at }) => at === line && (name === target || name.startsWith(`${target}/`)),
    )
    return named && !(await isDeclaredAbove(evidence, file, target))
  }

interface Imported {
  readonly name: string
  readonly at: number
}

/** Imports that fail when they are missing: not those that a `try` waits for. */
const importsIn = (node: Syntax): Imported[] => {
  if (node.type === 'TryStatement') {
    return [node.fields['handler'], node.fields['finalizer']].flatMap((part) => {
      const inside = syntaxOf(part)
      return inside === undefined ? [] : importsIn(inside)
    })
  }
  const name = nameIn(node)
  const own = name === undefined ? [] : [{ name: String(name.fields['value']), at: name.line }]
  return [...own, ...below(node).flatMap(importsIn)]
}

const nameIn = (node: Syntax): Syntax | undefined => {
  const name = candidateIn(node)
  return name?.type === 'StringLiteral' ? name : undefined
}

const candidateIn = (node: Syntax): Syntax | undefined => {
  if (/^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) {
    return syntaxOf(node.fields['source'])
  }
  if (node.type === 'TSExternalModuleReference') return syntaxOf(node.fields['expression'])
  if (node.type === 'TSImportType') return syntaxOf(node.fields['argument'])
  if (node.type === 'ImportExpression') return syntaxOf(node.fields['source'])
  if (node.type !== 'CallExpression') return undefined
  const [first] = (node.fields['arguments'] ?? []) as readonly unknown[]
  return isImporter(syntaxOf(node.fields['callee'])) ? syntaxOf(first) : undefined
}

const isImporter = (callee: Syntax | undefined): boolean => {
  if (callee?.type === 'Import') return true
  if (callee?.type === 'Identifier') return callee.fields['name'] === 'require'
  if (callee?.type !== 'MemberExpression') return false
  const [object, property] = [callee.fields['object'], callee.fields['property']].map(
    (part) => syntaxOf(part)?.fields['name'],
  )
  return object === 'require' && property === 'resolve'
}

const lists = /^(?:dev|peer|optional)?dependencies$/i

/** Whether a manifest declares the package, is the package, or cannot be read. */
const isDeclaredAbove = async (
  evidence: Evidence,
  file: string,
  name: string,
): Promise<boolean> => {
  const folders = file.split('/').slice(0, -1)
  for (let count = folders.length; count >= 0; count -= 1) {
    const path = [...folders.slice(0, count), 'package.json'].join('/')
    const text = await evidence.readText(path)
    if (text === undefined) continue
    const manifest = parseSettings(text)
    if (typeof manifest !== 'object' || manifest === null) return true
    const entries = Object.entries(manifest) as [string, unknown][]
    const declares = entries.some(([list, value]) => lists.test(list) && has(value, name))
    if (declares || entries.some(([key, value]) => key === 'name' && value === name)) return true
  }
  return false
}

const has = (list: unknown, name: string): boolean =>
  typeof list === 'object' && list !== null && Object.hasOwn(list, name)
