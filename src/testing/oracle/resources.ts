/** Resources that messages lease, and which of them overlap: a folder covers all below it. */
import { isJsonObject, type Json } from '../../base/index.ts'
import type { ProtocolForm } from '../../protocol/index.ts'

/** The value at a dotted path into a fact. */
export const valueAlong = (
  read: (name: string) => Json | undefined,
  path: string,
): Json | undefined => {
  const [name = '', ...steps] = path.split('.')
  return steps.reduce<Json | undefined>(
    (value, step) => (isJsonObject(value) ? value[step] : undefined),
    read(name),
  )
}

/** The resources that a message names, such as `repo:src/a.ts`. */
export const resourcesOf = (
  form: ProtocolForm,
  message: string,
  read: (name: string) => Json | undefined,
): readonly string[] => {
  const { lease } = form.messages[message] ?? {}
  if (lease === undefined) return []
  const value = valueAlong(read, lease)
  const paths = Array.isArray(value) ? value : value === undefined ? [] : [value]
  const place = Object.keys(form.environments)[0] ?? 'firm'
  return paths.map((path) => `${place}:${plain(String(path))}`)
}

const plain = (path: string): string => path.replace(/^(\.\/)+/, '').replace(/\/+$/, '')

/** Whether one resource is the other, or lies below it. */
export const overlap = (one: string, other: string): boolean => lies(one, other) || lies(other, one)

/** Whether a resource is another, or lies below it. */
export const lies = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(':') ? outer : `${outer}/`)
