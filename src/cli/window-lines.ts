/** The windows of coding agents as lines for a person: who edits what until when, and what is about to collide. */
import type { FirmStatus, WindowStatus } from '../api/index.ts'
import { formatInstant, parseInstant } from '../base/index.ts'
import { section } from './columns.ts'

/** A section for the windows and one for what they want of each other; nothing where there are none. */
export const windowLines = ({ windows }: Pick<FirmStatus, 'windows'>): readonly string[] => {
  if (windows.length === 0) return []
  const wanted = windows.flatMap(wantRows)
  return [
    ...section('Windows', windows.flatMap(windowRows)),
    ...(wanted.length === 0 ? [] : section('What is about to collide', wanted)),
  ]
}

const windowRows = ({
  seat,
  agent,
  folder,
  until,
  edits,
}: WindowStatus): readonly (readonly string[])[] => {
  const first = [seat, agent, `in ${folder}`, until === null ? '' : `until ${timeText(until)}`]
  return [
    first,
    ...edits.map(({ id, paths, purpose, since }) => {
      const what = purpose === '' ? '' : ` for “${purpose}”`
      return ['', 'edits', `${paths.join(', ')}${what}`, `since ${timeText(since)} (${id})`]
    }),
  ]
}

const wantRows = ({ seat, wants }: WindowStatus): readonly (readonly string[])[] =>
  wants.map(({ path, holder, by }) => [
    path,
    `${seat} waits for ${by.join(', ') || 'nobody'}`,
    `firm cancel ${holder}`,
  ])

const timeText = (ms: number): string => {
  const at = parseInstant(ms)
  return at === undefined ? String(ms) : formatInstant(at).replace(/\.\d+Z$/, 'Z')
}
