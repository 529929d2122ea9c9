/** The exam of scratch: what the host relies on, whether worktrees are real or simulated. */
import assert from 'node:assert/strict'
import type { Scratch, ScratchKey } from '../host/ports/index.ts'
import { type Exam, type ExamCase, examCases, type ExamPlaces } from './exam.ts'

/** Scratch, and a member's hand in a worktree. Opened again in one place, it sees the same worktrees. */
export interface ExaminedScratch {
  readonly scratch: Scratch
  readonly write: (key: ScratchKey, path: string, content: string) => Promise<void>
}

const eve: ScratchKey = { environment: 'repo', enactment: 'change/1', member: 'eve' }
const bob: ScratchKey = { ...eve, member: 'bob' }

const exam: Exam<ExaminedScratch> = {
  'a worktree is the same until it is discarded, and two members have two': async (place) => {
    const { scratch } = await place.open()
    const first = await scratch.open(eve)
    assert.deepEqual(await (await place.open()).scratch.open(eve), first)
    assert.notEqual((await scratch.open(bob)).folder, first.folder)
  },
  'what is asked of one worktree at once is done one after the other': async (place) => {
    const { scratch, write } = await place.open()
    const [first, second] = await Promise.all([scratch.open(eve), scratch.open(eve)])
    assert.deepEqual(second, first)
    await write(eve, 'new.txt', 'new')
    const [made, again] = await Promise.all([
      scratch.commitAll(eve, 'Work'),
      scratch.commitAll(eve, 'Work'),
      scratch.open(eve),
    ])
    assert.deepEqual([made.committed, again.committed], [true, false])
    assert.deepEqual(await scratch.changedPaths(eve), ['new.txt'])
  },
  'what was written is committed once, in the order it was done': async (place) => {
    const { scratch, write } = await place.open()
    const { head } = await scratch.open(eve)
    assert.deepEqual(await scratch.commitAll(eve, 'Nothing'), { head, committed: false, notes: [] })
    await write(eve, 'new.txt', 'new')
    const made = await scratch.commitAll(eve, 'Work')
    assert.equal(made.committed, true)
    assert.notEqual(made.head, head)
    assert.equal((await scratch.open(eve)).head, made.head)
    assert.equal((await scratch.commitAll(eve, 'Again')).committed, false)
    assert.deepEqual(await scratch.changedPaths(eve), ['new.txt'])
  },
  'a commit is fetched by its hash, again and again, and one that is not there never': async (
    place,
  ) => {
    const { scratch, write } = await place.open()
    await scratch.open(eve)
    await write(eve, 'new.txt', 'new')
    const { head } = await scratch.commitAll(eve, 'Work')
    assert.deepEqual(await scratch.fetch(eve, head), { ok: true, value: head })
    assert.deepEqual(await scratch.fetch(eve, head), { ok: true, value: head })
    const missing = await scratch.fetch(eve, '1'.repeat(40))
    assert.equal(missing.ok ? 'fetched' : missing.why, 'no-such-commit')
  },
  'a member cannot deliver what only another has': async (place) => {
    const { scratch, write } = await place.open()
    await scratch.open(eve)
    await scratch.open(bob)
    await write(eve, 'new.txt', 'new')
    const { head } = await scratch.commitAll(eve, 'Work')
    assert.equal((await scratch.fetch(bob, head)).ok, false)
  },
  'a commit that the firm has is shown to one who did not write it': async (place) => {
    const { scratch, write } = await place.open()
    await scratch.open(eve)
    await scratch.open(bob)
    await write(eve, 'new.txt', 'new')
    const { head } = await scratch.commitAll(eve, 'Work')
    await scratch.fetch(eve, head)
    await scratch.checkOut(bob, head)
    assert.equal((await scratch.open(bob)).head, head)
    assert.equal((await scratch.commitAll(bob, 'Nothing')).committed, false)
  },
  'the worktrees that there are can be told': async (place) => {
    const { scratch } = await place.open()
    assert.deepEqual(await scratch.list(), [])
    await scratch.open(eve)
    await scratch.open(bob)
    const members = (await scratch.list()).map(({ member }) => member)
    assert.deepEqual(members.toSorted(), [bob.member, eve.member].toSorted())
    await scratch.discard(eve)
    assert.deepEqual(await scratch.list(), [bob])
  },
  'a discarded worktree begins anew, and discarding again is nothing': async (place) => {
    const { scratch, write } = await place.open()
    const { head } = await scratch.open(eve)
    await write(eve, 'new.txt', 'new')
    await scratch.discard(eve)
    await scratch.discard(eve)
    assert.equal((await scratch.open(eve)).head, head)
    assert.equal((await scratch.commitAll(eve, 'Nothing')).committed, false)
  },
  'the same work gives the same commit': async (place) => {
    const { scratch, write } = await place.open()
    const heads: string[] = []
    for (let round = 0; round < 2; round += 1) {
      await scratch.open(eve)
      await write(eve, 'new.txt', 'new')
      heads.push((await scratch.commitAll(eve, 'Work')).head)
      await scratch.discard(eve)
    }
    assert.equal(heads[0], heads[1])
  },
}

/** All cases, each on a repository of its own. */
export const scratchExam = (places: ExamPlaces<ExaminedScratch>): readonly ExamCase[] =>
  examCases(exam, places)
