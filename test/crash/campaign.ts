/** Kills one firm again and again, each life at another fault point, until every point was met; then judges it. */
import type { Aftermath } from './aftermath.ts'
import { lookAt } from './aftermath.ts'
import { faultsIn } from './judgement.ts'
import { type Life, startLife } from './life.ts'
import type { DiskCode } from './refusal.ts'
import type { Stage } from './stage.ts'

/** A point at which a life of a story ends, and at which visit of it; killed, unless its disk refuses every write. */
export interface Kill {
  readonly point: string
  readonly visit: number
  readonly refuses?: DiskCode
}

/** A receipt that is never written: the first host dies between effect and receipt, the disk of the next refuses it. */
export const fallenReceipt = (refuses: DiskCode): readonly Kill[] => [
  { point: 'host: after effect', visit: 1 },
  { point: 'host: before receipt', visit: 1, refuses },
]

/** What a campaign found. */
export interface Campaign {
  readonly faults: readonly string[]
  /** The points at which a life really ended. */
  readonly killedAt: readonly string[]
  readonly lives: readonly Life[]
}

/** A story without any crash, by which the others are measured. */
export const reference = async (
  stage: Stage,
  story: string,
): Promise<{ readonly life: Life; readonly left: Aftermath }> => {
  const home = await stage.home()
  const { program, commit } = stage
  const life = await startLife(program, { home, story, commit, name: 'undisturbed' }).over
  return { life, left: await lookAt(home) }
}

/** Runs a story in one home through these deaths, in order; a point that a life does not meet is left for later. */
export const campaign = async (
  stage: Stage,
  story: string,
  { kills, left }: { readonly kills: readonly Kill[]; readonly left: Aftermath },
): Promise<Campaign> => {
  const home = await stage.home()
  const lives: Life[] = []
  const killedAt: string[] = []
  const order = { home, story, commit: stage.commit }
  for (const { refuses, ...at } of kills) {
    const name = `life-${lives.length + 1}`
    const does = refuses === undefined ? 'kill' : 'refuse'
    const plan = { ...at, does, ...(refuses === undefined ? {} : { code: refuses }) } as const
    const life = await startLife(stage.program, { ...order, name, plan }).over
    lives.push(life)
    if (!life.lines.includes(`reached ${at.point}`)) break
    killedAt.push(at.point)
  }
  lives.push(await startLife(stage.program, { ...order, name: 'the last' }).over)
  const failed = lives.filter((life) => !['SIGKILL', '0'].includes(life.end) && !saysMend(life))
  const faults = [
    ...failed.map(
      ({ name, end, lines }) => `${name} ended with ${end}: ${lines.slice(-2).join(' ')}`,
    ),
    ...faultsIn(await lookAt(home), lives, left),
  ]
  return { faults, killedAt, lives }
}

/** Whether a life ended in words that say what to do about its disk. */
const saysMend = ({ end, lines }: Life): boolean =>
  end === '3' &&
  lines.some(
    (line) =>
      /^(?:hint|lost) /.test(line) &&
      /Free some space|Choose another FIRM_HOME|Let Firm write|write access/.test(line),
  )
