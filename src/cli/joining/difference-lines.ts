/** How two texts differ, line by line, as a person reads it before they say yes. */

const contextCount = 2

/** Lines that go bear `-`, lines that come `+`; of what stays only what is near is shown. */
export const differenceLines = (before: string, after: string): readonly string[] => {
  const [was, is] = [linesOf(before), linesOf(after)]
  const kept = keptLines(was, is)
  const marked: { readonly mark: ' ' | '-' | '+'; readonly line: string }[] = []
  let [from, to] = [0, 0]
  for (const [one, other] of [...kept, [was.length, is.length] as const]) {
    for (; from < one; from += 1) marked.push({ mark: '-', line: was[from] ?? '' })
    for (; to < other; to += 1) marked.push({ mark: '+', line: is[to] ?? '' })
    if (one < was.length) marked.push({ mark: ' ', line: was[one] ?? '' })
    ;[from, to] = [one + 1, other + 1]
  }
  const isNear = (at: number): boolean =>
    marked
      .slice(Math.max(0, at - contextCount), at + contextCount + 1)
      .some(({ mark }) => mark !== ' ')
  return marked.flatMap(({ mark, line }, at) => {
    if (isNear(at)) return [`${mark} ${line}`.trimEnd()]
    return isNear(at - 1) && at < marked.length - 1 ? ['  …'] : []
  })
}

const linesOf = (text: string): readonly string[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

type Pair = readonly [number, number]

/** The places of lines that stay, by the longest common sequence between equal beginnings and endings. */
const keptLines = (was: readonly string[], is: readonly string[]): readonly Pair[] => {
  const shorter = Math.min(was.length, is.length)
  let start = 0
  while (start < shorter && was[start] === is[start]) start += 1
  let end = 0
  while (end < shorter - start && was.at(-1 - end) === is.at(-1 - end)) end += 1
  const head = Array.from({ length: start }, (_, at): Pair => [at, at])
  const tail = Array.from({ length: end }, (_, at): Pair => [
    was.length - end + at,
    is.length - end + at,
  ])
  const middle = longest(was.slice(start, was.length - end), is.slice(start, is.length - end))
  return [...head, ...middle.map(([one, other]): Pair => [one + start, other + start]), ...tail]
}

/** Beyond this many comparisons what differs is shown as a whole. */
const comparisonsMax = 4_000_000

const longest = (was: readonly string[], is: readonly string[]): readonly Pair[] => {
  const width = is.length + 1
  if ((was.length + 1) * width > comparisonsMax) return []
  const lengths = new Uint32Array((was.length + 1) * width)
  const at = (one: number, other: number): number => lengths[one * width + other] ?? 0
  for (let one = was.length - 1; one >= 0; one -= 1) {
    for (let other = is.length - 1; other >= 0; other -= 1) {
      lengths[one * width + other] =
        was[one] === is[other]
          ? at(one + 1, other + 1) + 1
          : Math.max(at(one + 1, other), at(one, other + 1))
    }
  }
  const pairs: Pair[] = []
  let [one, other] = [0, 0]
  while (one < was.length && other < is.length) {
    if (was[one] === is[other]) {
      pairs.push([one, other])
      ;[one, other] = [one + 1, other + 1]
    } else if (at(one + 1, other) >= at(one, other + 1)) one += 1
    else other += 1
  }
  return pairs
}
