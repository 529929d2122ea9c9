/** A window that wants a file others want too, goes elsewhere when it is refused, and says what came of it. */
import type { Meeting } from './meeting.ts'
import type { Hands } from './scripts.ts'
import type { Script, Seen, Step } from './step.ts'

/** When all of them do what they do. */
export interface Meetings {
  /** Before the edit: all have read the file, and none has written. */
  readonly before: Meeting
  /** After the edit: each knows what came of its own. */
  readonly after: Meeting
}

/** How a rival goes about it. */
export interface Rival {
  readonly speaker: string
  readonly hands: Hands
  readonly meetings: Meetings
  /** Whether what it was told last refuses its edit. */
  readonly isRefused: (seen: Seen) => boolean
}

/** The file of its own to which a window goes that was refused. */
export const ownFile = (speaker: string): string => `${speaker}.txt`

/** Reads a.txt, edits its line of it together with the others, and its own file instead when it was refused. */
export const rivalScript = (rival: Rival): Script => {
  const { speaker, hands, meetings, isRefused } = rival
  const change = { from: `line of ${speaker}`, to: `${speaker} was here` }
  let refused = false
  const steps: readonly ((seen: Seen) => Step | Promise<Step>)[] = [
    (seen) => ({ text: 'I look first.', call: hands.read(seen, 'a.txt') }),
    async (seen) => {
      await meetings.before.come()
      return { call: hands.edit(seen, { ...change, path: 'a.txt' }) }
    },
    async (seen) => {
      refused = isRefused(seen)
      await meetings.after.come()
      return refused ? { call: hands.read(seen, ownFile(speaker)) } : { text: 'I am done.' }
    },
    (seen) => ({ call: hands.edit(seen, { ...change, path: ownFile(speaker) }) }),
    () => ({ text: 'I am done elsewhere.' }),
  ]
  return (seen) => steps[Math.min(seen.answers, steps.length - 1)]?.(seen) ?? { text: '' }
}
