/** Reads JavaScript, TypeScript and JSON (comments allowed) as syntax trees. */
import { parse, parseExpression, type ParserPlugin } from '@babel/parser'

/** A node of a syntax tree, known only by its fields. */
export interface Syntax {
  readonly type: string
  readonly line: number
  readonly fields: { readonly [name: string]: unknown }
}

/** The tree of a source, or undefined where it has no syntax that is known. */
export const parseSource = (path: string, source: string): Syntax | undefined => {
  const typed = /\.[cm]?tsx?$/.test(path)
  const ways: ParserPlugin[][] = typed
    ? [['typescript', ...(path.endsWith('x') ? (['jsx'] as const) : []), 'decorators-legacy']]
    : [
        ['jsx', 'decorators-legacy'],
        ['flow', 'jsx'],
      ]
  for (const plugins of ways) {
    try {
      const file = parse(source, {
        sourceType: 'unambiguous',
        plugins,
        allowReturnOutsideFunction: true,
        allowImportExportEverywhere: true,
        allowUndeclaredExports: true,
      })
      return syntaxOf(file.program)
    } catch {
      // The next way may know the syntax; where none does, there is no tree.
    }
  }
  return undefined
}

/** The value of a JSON text, comments and trailing commas allowed; undefined where it is none. */
export const parseSettings = (text: string): unknown => {
  try {
    return valueOf(syntaxOf(parseExpression(text.replace(/^\uFEFF/, ''))))
  } catch {
    return undefined
  }
}

/** The nodes directly below a node. */
export const below = (node: Syntax): Syntax[] =>
  Object.values(node.fields).flatMap((field) =>
    (Array.isArray(field) ? (field as readonly unknown[]) : [field]).flatMap(
      (one) => syntaxOf(one) ?? [],
    ),
  )

/** A value as a node, where it is one. */
export const syntaxOf = (value: unknown): Syntax | undefined => {
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined
  if (typeof value.type !== 'string') return undefined
  const { loc, ...fields } = value as {
    readonly loc?: { readonly start?: { readonly line?: number } }
  }
  return { type: value.type, line: loc?.start?.line ?? 0, fields: { ...fields } }
}

const valueOf = (node: Syntax | undefined): unknown => {
  if (node === undefined) return undefined
  if (node.type === 'ArrayExpression') return below(node).map(valueOf)
  if (node.type !== 'ObjectExpression') return node.fields['value']
  return Object.fromEntries(
    below(node).map((property) => [
      String(syntaxOf(property.fields['key'])?.fields['value']),
      valueOf(syntaxOf(property.fields['value'])),
    ]),
  )
}
