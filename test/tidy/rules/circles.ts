/** No file reaches itself over its imports. */
import { type House, isTest } from '../house.ts'
import type { Rule } from '../rule.ts'

/** The shortest way from a file back to itself, or undefined. */
const wayBack = (start: string, edges: ReadonlyMap<string, readonly string[]>) => {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const next of edges.get(at) ?? []) {
      if (next === start) return trail(at, start, cameFrom)
      if (cameFrom.has(next)) continue
      cameFrom.set(next, at)
      queue.push(next)
    }
  }
  return undefined
}

const trail = (last: string, start: string, cameFrom: ReadonlyMap<string, string>) => {
  const way = [start]
  for (let at: string | undefined = last; at !== undefined && at !== start; at = cameFrom.get(at)) {
    way.unshift(at)
  }
  return [start, ...way]
}

const circlesOf = ({ sources }: House): readonly string[] => {
  const files = sources.filter((source) => !isTest(source.path))
  const edges = new Map(files.map((source) => [source.path, source.imports]))
  const told = new Set<string>()
  return files.flatMap(({ path }) => {
    const way = wayBack(path, edges)
    if (way === undefined || told.has(path)) return []
    for (const file of way) told.add(file)
    return [way.join(' -> ')]
  })
}

export const noCircles: Rule = {
  name: 'no circle of imports, types included',
  find: circlesOf,
  breach: {
    'src/base/a.ts': "import type { B } from './b.ts'\n",
    'src/base/b.ts': "export { c } from './c.ts'\n",
    'src/base/c.ts': "export type A = import('./a.ts').A\n",
  },
  red: ['src/base/a.ts -> src/base/b.ts -> src/base/c.ts -> src/base/a.ts'],
}
