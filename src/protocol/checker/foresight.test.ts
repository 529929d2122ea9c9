/** Whatever a course comes to, the checker foresaw it. */
import { describe, expect, it } from 'vitest'
import { present, type Random, seededRandom } from '../../base/index.ts'
import { change, decision, net, order, vote } from '../../testing/specimens.ts'
import { terseForm } from '../../testing/terse-form.ts'
import { begin } from '../machine/begin.ts'
import { compile } from '../machine/compile.ts'
import { copyCourse, type Course } from '../machine/course.ts'
import type { Machine } from '../machine/machine.ts'
import type { Move } from '../machine/move.ts'
import { moves } from '../machine/moves.ts'
import { step } from '../machine/step.ts'
import { foresee } from './foresight.ts'
import { prospects } from './future.ts'

const seed = process.env['SEED'] ?? '1'
const members = ['ann', 'bob', 'cat']

const named = (machine: Machine, move: Move): Move =>
  move.kind === 'send'
    ? { ...move, members: (machine.messages[move.message]?.opens ?? []).map(() => members) }
    : move

/** A walk of a named course to its end, over any moves, cancels and vetoes included. */
const walk = (machine: Machine, random: Random, visit: (course: Course) => void): Course => {
  const course = begin(machine)
  for (;;) {
    visit(course)
    const open = moves(machine, course).filter(() => !course.delegated)
    if (open.length === 0) return course
    step(machine, course, named(machine, random.pick(open)))
  }
}

describe('walks', () => {
  it.each([
    ['change', change],
    ['order', order],
    ['net', net],
    ['vote', vote],
    ['decision', decision],
  ])('of %s stay within what was foreseen, and end', (name, text) => {
    const form = terseForm(text)
    const machine = compile(form)
    const foresight = foresee(form, { bidder: 3, voter: 3 })
    expect(foresight.whole).toBe(true)
    for (let index = 0; index < 300; index += 1) {
      const random = seededRandom(`${seed}/${index}`, name)
      const last = walk(machine, random, (course) => {
        expect(foresight.has(course), `seed ${seed}/${index}`).toBe(true)
      })
      expect(last.ended !== 0 || last.delegated, `seed ${seed}/${index}`).toBe(true)
    }
  })

  it('a state that no run comes to was not foreseen', () => {
    const form = terseForm(change)
    const machine = compile(form)
    const course = begin(machine)
    course.facts[present(machine.factNamed.get('commit'), 'change has a commit')] = 1
    expect(foresee(form).has(course)).toBe(false)
  })
})

describe('what may follow', () => {
  it('is told with its distance, and looking changes nothing', () => {
    const machine = compile(terseForm(change))
    const course = begin(machine)
    const before = copyCourse(course)
    expect(prospects(machine, course).map(({ message, steps }) => `${steps} ${message}`))
      .toMatchInlineSnapshot(`
      [
        "1 offer",
        "2 decline",
        "2 accept",
        "3 deliver",
        "4 judge",
        "5 merge",
        "5 redo",
      ]
    `)
    expect(course).toEqual(before)
  })
})
