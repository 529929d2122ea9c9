/** A write is about to happen: its lease is renewed, taken, or refused with who holds it. It never waits. */
import { type Blocker, blockersOf, covers, editsIn, isOwn } from './edits.ts'
import { buryDead, isGone } from './arrive.ts'
import { heldSentences, stoppedSentence } from './refusal-words.ts'
import { countWrites, deedsOf, type Room, sendAs, writingOf } from './room.ts'
import { type Visit, visitsIn } from './visit.ts'
import { type Want, wantData } from './wants.ts'

/** What the door says of a write, before what else is told. */
export type WriteAnswer =
  | { readonly kind: 'allow' }
  | { readonly kind: 'refuse'; readonly because: string }

/** Allows a write with its lease, or refuses it; all of its paths or none. The kernel's order decides. */
export const aboutToWrite = (room: Room, visit: Visit, paths: readonly string[]): WriteAnswer => {
  if (paths.length === 0) return allowed
  const stopped = stoppedSentence(room.host.state, visit.seat)
  if (stopped !== undefined) return refuse(stopped)
  // Whoever believes that it still holds what was lifted hears so before it writes, and may then try again.
  const lifted = room.letters.takeLifted(visit.id, paths)
  if (lifted !== undefined) return refuse(`${lifted} Nothing was written.`)
  const answer = lease(room, visit, paths)
  if (answer.kind === 'allow') {
    const writing = writingOf(room, visit)
    writing.count += 1
    for (const path of paths) writing.paths.add(path)
    countWrites(room, visit, paths)
    deedsOf(room, visit).hasWritten = true
  }
  return answer
}

const allowed: WriteAnswer = { kind: 'allow' }
const refuse = (because: string): WriteAnswer => ({ kind: 'refuse', because })

const lease = (room: Room, visit: Visit, paths: readonly string[]): WriteAnswer => {
  const { host } = room
  const wanted = notYetHeld(room, visit, paths)
  if (wanted.length === 0) return allowed
  const begun = begin(room, visit, wanted)
  if (notYetHeld(room, visit, wanted).length === 0) {
    keepEdits(room, visit)
    return allowed
  }
  const blockers = blockersOf(host.state, wanted)
  if (blockers.some((blocker) => freeDead(room, blocker))) return lease(room, visit, paths)
  if (blockers.length > 0) return refuseHeld(room, visit, blockers)
  return refuse(begun.ok ? 'The charter holds this lease back: `firm intents`.' : begun.message)
}

/** Takes the lease of what a window has written without asking; what it cannot have stays as it is. */
export const leaseWritten = (room: Room, visit: Visit, paths: readonly string[]): void => {
  const wanted = notYetHeld(room, visit, paths)
  if (wanted.length === 0) return
  begin(room, visit, wanted)
  keepEdits(room, visit)
}

/** Keeps whose the open edits of a window are. */
export const keepEdits = ({ host, edits }: Room, { id: visit, seat }: Visit): void => {
  for (const { id, seat: holder, paths } of editsIn(host.state)) {
    if (holder === seat && !edits.has(id)) edits.set(id, { visit, paths })
  }
}

const notYetHeld = (
  { host }: Room,
  { seat }: Visit,
  paths: readonly string[],
): readonly string[] => {
  const held = editsIn(host.state).flatMap((edit) => (edit.seat === seat ? edit.paths : []))
  return paths.filter((path) => !held.some((one) => covers(one, path)))
}

const begin = (room: Room, visit: Visit, paths: readonly string[]) => {
  const { host, purposes } = room
  const { seat } = visit
  return sendAs(room, seat, {
    enactment: '',
    opens: 'edit',
    message: 'begin',
    facts: {
      edit: `${seat}-${host.state.position + 1}`,
      paths: [...paths],
      purpose: purposes.get(visit.id) ?? '',
      since: host.now(),
    },
  })
}

// Whoever was killed holds nothing any more, and nobody waits for the next look at processes.
const freeDead = (room: Room, { root }: Blocker): boolean => {
  const { state } = room.host
  const edit = editsIn(state).find(({ id }) => id === root)
  const holder = visitsIn(state).find(({ seat }) => seat === edit?.seat)
  if (holder === undefined || !isGone(room, holder)) return false
  buryDead(room, holder)
  return !state.open.has(root)
}

const refuseHeld = (room: Room, visit: Visit, blockers: readonly Blocker[]): WriteAnswer => {
  const { host } = room
  const own = blockers.find(({ root }) => isOwn(room.host.state, visit, root))
  if (own !== undefined) {
    return refuse(
      `You hold ${own.held} yourself (${own.root}), which lies below ${own.path}: name each file that you write.`,
    )
  }
  for (const { path, root } of blockers) {
    noteWant(room, { path, seat: visit.seat, visit: visit.id, holder: root })
  }
  return refuse(heldSentences(host, blockers))
}

// Noted once for each who wants it and each who holds it, however often it is tried; the holder is told with its next reply.
const noteWant = (room: Room, want: Want): void => {
  const { host, letters, wants } = room
  const { path, seat, holder } = want
  const known = [...wants].some((one) => isSame(one, want))
  if (known) return
  wants.add(want)
  const text = `${seat} wants ${path}`
  room.hand({ type: 'note-observation', by: seat, about: holder, text, data: wantData(want) })
  const edit = editsIn(host.state).find(({ id }) => id === holder)
  const told = visitsIn(host.state).find((visit) => visit.seat === edit?.seat)
  if (told === undefined) return
  const mend = 'Commit it or take it back once you are done, and it is free when you end your turn.'
  letters.write(told.id, `${seat} waits for ${path}, which you hold (${holder}). ${mend}`)
}

const isSame = (a: Want, b: Want): boolean =>
  a.path === b.path && a.holder === b.holder && a.visit === b.visit
