/** What only many seeds can show: both engineers win, and the kill falls on both sides of the merge. */
import { type Finding, openFinding } from './evidence.ts'

/** One repository and one seed, judged. */
export interface Judged {
  readonly path: string
  readonly seed: number
  readonly wrong: readonly string[]
  readonly notes: { readonly [name: string]: string }
  readonly seconds: number
}

/** A series shorter than this says nothing about seeds. */
export const seedsMin = 20

/** In how many of twenty seeds each engineer must win. */
const winsMin = 4

/** Judges a series of seeds, repository by repository. Of two audits of one seed the later counts. */
export const judgeSeries = (audits: readonly Judged[]): Finding => {
  const { look, expect, finding } = openFinding()
  const series = [...new Map(audits.map((one) => [`${one.seed} ${one.path}`, one])).values()]
  for (const path of new Set(series.map((one) => one.path))) {
    const here = series.filter((one) => one.path === path)
    const count = (name: string, value: string): number =>
      here.filter(({ notes }) => notes[name] === value).length
    const wins = ['eve', 'bob'].map((engineer) => `${engineer} won ${count('winner', engineer)}`)
    const kills = ['before', 'after'].map((when) => `${count('killed', when)} ${when}`)
    const usual = ['collisions', 'stale', 'lost'].map(
      (name) => `${name} ${here.reduce((sum, { notes }) => sum + Number(notes[name] ?? 0), 0)}`,
    )
    look(`${path}: ${wins.join(', ')}; killed ${kills.join(', ')} git had merged`)
    look(`${path}: the usual way, over all seeds: ${usual.join(', ')}`)
    if (here.length < seedsMin) continue
    for (const engineer of ['eve', 'bob']) {
      const won = count('winner', engineer)
      expect(won >= winsMin, `${path}: ${engineer} won the first lease in ${won} seeds`)
    }
    for (const when of ['before', 'after']) {
      expect(count('killed', when) > 0, `${path}: no kill fell ${when} git had merged`)
    }
  }
  return finding()
}
