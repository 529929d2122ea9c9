/** What is answered to the hook of an admitted agent: whatever happens, in the words that this agent knows. */
import { createHash } from 'node:crypto'
import { hookBytesMax } from '../../api/door/index.ts'
import { type Clock, later } from '../../base/index.ts'
import type { AgentName, Door, DoorReply, WindowCall } from '../../host/index.ts'
import type { HookAnswer, HookCall, HookCodec } from '../../minds/window/index.ts'
import type { HookBody } from './hook-body.ts'
import { openRepeats } from './repeats.ts'

/** What answering needs. */
export interface AnsweringNeeds {
  readonly door: Door
  readonly codecs: { readonly [agent in AgentName]: HookCodec }
  readonly clock: Clock
}

/** A hook as it came. */
export interface PostedHook {
  readonly agent: AgentName
  readonly body: HookBody
  /** The agent's process, where its hook could tell and this host can see it. */
  readonly process?: number
}

/** So many calls are answered at once; a window has one at a time, so more are no windows. */
export const callsAtOnceMax = 64

/** How long a call may take: agents wait for 5 s at least, and some let go what was not answered by then. */
export const replyMsMax = 4_000

/** Answers hooks; it never throws. */
export const openAnswering = (
  needs: AnsweringNeeds,
): ((posted: PostedHook) => Promise<HookAnswer>) => {
  const reply = openReplying(needs)
  return async ({ agent, body: { text, isTooLong }, process }) => {
    const codec = needs.codecs[agent]
    if (isTooLong) {
      const most = `${hookBytesMax / 1024 / 1024} MB`
      return codec.refuseUnread(
        `Firm takes ${most} in one call and this was more: write it in parts.`,
      )
    }
    const read = codec.readHook(text)
    if (read.kind !== 'call') return read.answer
    const call = process === undefined ? read.call : { ...read.call, process }
    const hook = { ...read, call }
    return codec.writeReply(hook, await reply(call, nameOf(hook, text)))
  }
}

/** The door's reply to a call, or the refusal that says why there is none; a call with a name happens once. */
const openReplying = ({
  door,
  clock,
}: AnsweringNeeds): ((call: WindowCall, name?: string) => Promise<DoorReply>) => {
  const repeats = openRepeats(clock)
  let atOnce = 0
  return async (call, name) => {
    if (atOnce >= callsAtOnceMax) return no(`Firm is busy with ${atOnce} calls: try this again.`)
    atOnce += 1
    const taking = async (): Promise<DoorReply> => await take(door, call)
    const replying = name === undefined ? taking() : repeats.once(name, taking)
    try {
      return await inTime(replying, clock)
    } finally {
      atOnce -= 1
    }
  }
}

const take = async (door: Door, call: WindowCall): Promise<DoorReply> => {
  try {
    return await door.take(call)
  } catch (cause) {
    return no(`Firm could not answer: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

const inTime = async (replying: Promise<DoorReply>, clock: Clock): Promise<DoorReply> =>
  await new Promise((resolve) => {
    const late = no(`Firm took longer than ${replyMsMax / 1000} s to answer: try this again.`)
    const cancel = clock.schedule(later(clock.now(), replyMsMax), () => resolve(late))
    void replying.then((reply) => {
      cancel()
      resolve(reply)
    })
  })

const no = (because: string): DoorReply => ({ kind: 'refuse', because, told: [] })

/** Of the whole text, so that nobody gets for one thing what was replied to another. */
const nameOf = ({ call, use }: HookCall, text: string): string | undefined => {
  if (use === undefined) return undefined
  return `${call.agent} ${createHash('sha256').update(text).digest('hex')}`
}
