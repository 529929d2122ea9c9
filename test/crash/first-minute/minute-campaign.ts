/** Kills one first minute again and again, each life at another fault point, and judges what it came to. */
import { type Aftermath, lookAt } from '../aftermath.ts'
import type { Campaign, Kill } from '../campaign.ts'
import { faultsIn } from '../judgement.ts'
import type { Life } from '../life.ts'
import { eventText, leadMinuteLife } from './minute-life.ts'
import type { MinuteStage } from './minute-stage.ts'

/** A first minute that nobody kills, by which the others are measured. */
export const undisturbedMinute = async (
  stage: MinuteStage,
): Promise<{ readonly life: Life; readonly left: Aftermath }> => {
  const home = await stage.home()
  const life = await leadMinuteLife(stage, { home, name: 'host-1', heard: 0 })
  return { life, left: await lookAt(home) }
}

/** One first minute through these deaths, in order, until a life does not meet its own; then it is let finish. */
export const minuteCampaign = async (
  stage: MinuteStage,
  { kills, left }: { readonly kills: readonly Kill[]; readonly left: Aftermath },
): Promise<Campaign> => {
  const home = await stage.home()
  const lives: Life[] = []
  const killedAt: string[] = []
  const lead = async (kill?: Kill): Promise<Life> => {
    const heard = Math.max(0, ...lives.flatMap(({ acknowledged }) => [...acknowledged.keys()]))
    const named = { home, name: `host-${lives.length + 1}`, heard }
    const life = await leadMinuteLife(stage, kill === undefined ? named : { ...named, kill })
    lives.push(life)
    return life
  }
  for (const kill of kills) {
    if ((await lead(kill)).end !== 'SIGKILL') break
    killedAt.push(kill.point)
  }
  await lead()
  const failed = lives.filter(({ end }) => end !== 'SIGKILL' && end !== '0')
  const came = await lookAt(home)
  // What a life was told is the whole event; its place in the chain follows from it.
  const told = { ...came, hashes: came.events.map(eventText) }
  const faults = [
    ...failed.map(({ name, end, lines }) => `${name} ended with ${end}: ${lines.join(' ')}`),
    ...faultsIn(told, lives, left),
  ]
  return { faults, killedAt, lives }
}
