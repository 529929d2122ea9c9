/** Windows on their ground, and the firm at whose door they are: one seat for each agent. */
import { leadToDoor } from './door-settings.ts'
import { openStagedRoom, type StagedRoom } from './staged-room.ts'
import type { Script } from './step.ts'
import type { Agent } from './window.ts'
import { openWindowGround, type WindowGround } from './window-ground.ts'

/** The two together. */
export interface DoorStage {
  readonly ground: WindowGround
  readonly room: StagedRoom
  readonly close: () => Promise<void>
}

/** Who takes part. */
export interface DoorCast {
  /** By speaker. */
  readonly scripts: { readonly [speaker: string]: Script }
  /** The agents that have a seat; the first of Claude Code is `claude1`. */
  readonly agents: readonly Agent[]
  /** The program that command hooks run. */
  readonly hookProgram: string
}

/** Sets up ground, firm and hooks. */
export const stageAtDoor = async (
  programs: string,
  { scripts, agents, hookProgram }: DoorCast,
): Promise<DoorStage> => {
  const ground = await openWindowGround(programs, scripts)
  const seats = Object.fromEntries(agents.map(({ name }, at) => [`${name}${at + 1}`, name]))
  const room = await openStagedRoom(ground.folder, ground.repository, seats)
  await leadToDoor(ground, { ...room, hookProgram })
  return {
    ground,
    room,
    close: async () => {
      await room.close()
      await ground.close()
    },
  }
}
