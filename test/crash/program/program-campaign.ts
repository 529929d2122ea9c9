/** Gives one command again and again, each time killed at another fault point; then it is let finish, and judged. */
import { isDeepStrictEqual } from 'node:util'
import type { Campaign, Kill } from '../campaign.ts'
import type { Life } from '../life.ts'
import { lookAtProgram, type ProgramAftermath } from './program-aftermath.ts'
import type { ProgramStage } from './program-stage.ts'
import { programStories, type ProgramStory } from './program-stories.ts'

/** What a command comes to when nobody kills it. */
export interface ProgramReference {
  readonly life: Life
  readonly left: ProgramAftermath
}

const storyNamed = (name: string): ProgramStory => {
  const story = programStories[name]
  if (story === undefined) throw new TypeError(`there is no story ${name}`)
  return story
}

/** A command that nobody kills, by which the others are measured. */
export const programReference = async (
  stage: ProgramStage,
  name: string,
): Promise<ProgramReference> => {
  const { words, on } = storyNamed(name)
  const place = await stage.place(on)
  const life = await stage.start({ ...place, words }).over
  return { life, left: await lookAtProgram(place) }
}

/** One command through these deaths, or refusals of its disk, in order. */
export const programCampaign = async (
  stage: ProgramStage,
  name: string,
  { kills, reference }: { readonly kills: readonly Kill[]; readonly reference: ProgramReference },
): Promise<Campaign> => {
  const { words, on, done } = storyNamed(name)
  const place = await stage.place(on)
  const lives: Life[] = []
  const killedAt: string[] = []
  const faults: string[] = []
  for (const { refuses, ...at } of kills) {
    const does = refuses === undefined ? 'kill' : 'refuse'
    const plan = { ...at, does, ...(refuses === undefined ? {} : { code: refuses }) } as const
    const life = await stage.start({ ...place, words, plan }).over
    lives.push(life)
    if (!life.lines.includes(`reached ${at.point}`)) break
    killedAt.push(at.point)
    if (refuses !== undefined && !saysMend(life))
      faults.push(`it did not say the mend: ${endOf(life)}`)
  }
  const last = await stage.start({ ...place, words }).over
  lives.push(last)
  const isDone = last.end === reference.life.end || last.lines.some((line) => done.test(line))
  if (!isDone) faults.push(`given again, it ended with ${endOf(last)}`)
  return {
    faults: [...faults, ...differences(await lookAtProgram(place), reference.left)],
    killedAt,
    lives,
  }
}

const endOf = ({ end, lines }: Life): string =>
  [end, ...lines.filter((line) => /^(?:out|err) /.test(line)).slice(-3)].join(' | ')

/** A disk that takes nothing is told with the mend, and ends the command; or the command needed no more of it. */
const saysMend = ({ end, lines }: Life): boolean =>
  end === '0' ||
  lines.some((line) => /^err .*(?:[Mm]ake room|Free some space|FIRM_HOME|write access)/.test(line))

const differences = (left: ProgramAftermath, reference: ProgramAftermath): readonly string[] =>
  (Object.keys(reference) as (keyof ProgramAftermath)[])
    .filter((part) => !isDeepStrictEqual(left[part], reference[part]))
    .map((part) => {
      const [is, ought] = [left[part], reference[part]].map((one) => JSON.stringify(one))
      return `${part} is ${is}, and without a crash ${ought}`
    })
