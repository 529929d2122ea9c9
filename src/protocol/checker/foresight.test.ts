/** Whatever a course comes to, the checker foresaw it. */
import { describe, expect, it } from 'vitest'
import { present, type Random, seededRandom } from '../../base/index.ts'
import { change, decision, inquiry, net, order, split, vote } from '../../testing/specimens.ts'
import { terseForm } from '../../testing/terse-form.ts'
import { begin, beginChild } from '../machine/begin.ts'
import { compile } from '../machine/compile.ts'
import { copyCourse, type Course } from '../machine/course.ts'
import type { Machine } from '../machine/machine.ts'
import { enabled } from '../machine/menu.ts'
import type { Move } from '../machine/move.ts'
import { moves } from '../machine/moves.ts'
import { step } from '../machine/step.ts'
import { foresee } from './foresight.ts'
import { prospects } from './future.ts'

const seed = process.env['SEED'] ?? '1'
const members = ['ann', 'bob', 'cat']

/** A move with the members that it names, and, where it ends the enactment from outside, in any way that may be. */
const named = (machine: Machine, random: Random, move: Move): Move => {
  if (move.kind === 'end' && move.as === 'cancelled') {
    return { ...move, as: random.pick(['cancelled', 'expired', 'superseded']) }
  }
  if (move.kind !== 'send') return move
  return { ...move, members: (machine.messages[move.message]?.opens ?? []).map(() => members) }
}

/** What a gate refuses though it has no effect. */
const plainRefusals = (machine: Machine, course: Course): readonly Move[] =>
  enabled(machine, course)
    .filter(({ message }) => message.effect === 'none')
    .map(({ message: { index: message }, cohort }) => {
      const place = cohort === undefined ? {} : { cohort }
      return { kind: 'refuse', message, ...place }
    })

/** A walk of a named course to its end, over rounds and any moves, cancels and vetoes included. */
const walk = (machine: Machine, random: Random, visit: (course: Course) => void): Course => {
  let course = begin(machine)
  for (;;) {
    visit(course)
    const { delegated } = course
    const round = machine.messages.find(
      (message) => message.round !== undefined && course.sent[message.index] === 1,
    )
    if (delegated && round !== undefined) {
      course = beginChild(machine, course, { message: round.index })
      continue
    }
    const open = [...moves(machine, course), ...plainRefusals(machine, course)]
    if (open.length === 0) return course
    step(machine, course, named(machine, random, random.pick(open)))
  }
}

/** Parts of which one that failed is asked about by name. */
const heedful = `
  protocol split
  key goal
  roles planner
  facts parts:each
  plan: planner > planner; out goal parts
  join: planner > planner; in all(parts.completed); out summary; ends completed
  mourn: planner > planner; in 1(parts.failed); out loss; ends failed
  drop: planner > planner; in all(parts); not all(parts.completed); ends failed
`

describe('walks', () => {
  it.each([
    ['change', change],
    ['order', order],
    ['net', net],
    ['vote', vote],
    ['decision', decision],
    ['inquiry', inquiry],
    ['split', split],
    ['split that heeds a failure', heedful],
    [
      'change that heeds a veto',
      `${change}\n lost: lead > engineer; in judge.refused; ends failed`,
    ],
  ])('of %s stay within what was foreseen, and end', (name, text) => {
    const form = terseForm(text)
    const machine = compile(form)
    const foresight = foresee(form, { bidder: 3, voter: 3, parts: 3 })
    expect(foresight.whole).toBe(true)
    for (let index = 0; index < 300; index += 1) {
      const random = seededRandom(`${seed}/${index}`, name)
      const last = walk(machine, random, (course) => {
        expect(foresight.has(course), `seed ${seed}/${index}`).toBe(true)
      })
      expect(last.ended, `seed ${seed}/${index}`).not.toBe(0)
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
