/** The rules of DESIGN section 3 as single steps. */
import { describe, expect, it } from 'vitest'
import * as specimens from '../../testing/specimens.ts'
import { terseForm } from '../../testing/terse-form.ts'
import { begin, beginChild, type BeginOptions } from './begin.ts'
import { compile } from './compile.ts'
import { copyCourse, type Course, encodeCourse, endingNamed } from './course.ts'
import type { Machine } from './machine.ts'
import { enabled, menu } from './menu.ts'
import type { Ending } from '../form.ts'
import { moves } from './moves.ts'
import type { Move } from './move.ts'
import { step } from './step.ts'

interface Table {
  readonly machine: Machine
  readonly course: Course
  /** Sends a message by name; branches as `verdict.meets`, members of sets that it opens. */
  readonly send: (
    name: string,
    options?: { branch?: number; who?: string; members?: string[] },
  ) => void
  readonly done: (name: string) => void
  readonly failed: (name: string) => void
  readonly passes: (instant: string) => void
  readonly end: (as: Ending) => void
  readonly undo: (name: string) => void
  readonly menu: (role?: string, member?: string) => string[]
  readonly undoing: () => string[]
  readonly ended: () => string
}

const indexOf = (machine: Machine, name: string): number => machine.messageNamed.get(name) ?? -1

const table = (text: string, options: BeginOptions = {}, given?: Course): Table => {
  const machine = compile(terseForm(text))
  const course = given ?? begin(machine, options)
  const nameOf = (index: number): string => machine.messages[index]?.name ?? ''
  const act = (move: Move): void => step(machine, course, move)
  return {
    machine,
    course,
    send: (name, { branch = 0, who, members = ['ann', 'bob', 'cat'] } = {}) => {
      const message = indexOf(machine, name)
      const found = menu(machine, course).filter(
        (each) =>
          each.message === message &&
          (who === undefined || course.cohorts[each.cohort ?? -1]?.who === who),
      )
      const move = found[branch]
      if (move === undefined) throw new Error(`${name} is not on the menu`)
      act({ ...move, members: machine.messages[message]?.opens.map(() => members) ?? [] })
    },
    done: (name) => act({ kind: 'receipt', message: indexOf(machine, name), outcome: 'done' }),
    failed: (name) => act({ kind: 'receipt', message: indexOf(machine, name), outcome: 'failed' }),
    passes: (name) => act({ kind: 'time', instant: machine.factNamed.get(name) ?? -1 }),
    end: (as) => act({ kind: 'end', as }),
    undo: (name) => {
      act({ kind: 'undo', message: indexOf(machine, name), stage: 'start' })
      act({ kind: 'undo', message: indexOf(machine, name), stage: 'done' })
    },
    menu: (role, member) =>
      enabled(
        machine,
        course,
        role === undefined ? undefined : member === undefined ? { role } : { role, member },
      ).map(({ message }) => message.name),
    undoing: () =>
      moves(machine, course).flatMap((move) =>
        move.kind === 'undo' && move.stage === 'start' ? [nameOf(move.message)] : [],
      ),
    ended: () => endingNamed(course.ended) ?? 'open',
  }
}

describe('messages and facts', () => {
  it('a message is on the menu once what it reads is known, and is sent once', () => {
    const t = table(specimens.change)
    expect(t.menu()).toEqual(['offer'])
    t.send('offer')
    expect(t.menu()).toEqual(['decline', 'accept'])
    t.send('accept')
    expect(t.menu('engineer')).toEqual(['deliver'])
    t.send('deliver')
    t.send('judge', { branch: 0 })
    expect(t.menu()).toEqual(['merge'])
  })

  it('a move that is not on the menu is refused and changes nothing', () => {
    const t = table(specimens.change)
    const before = encodeCourse(t.course)
    expect(() =>
      step(t.machine, t.course, {
        kind: 'send',
        message: indexOf(t.machine, 'judge'),
        branches: [2],
      }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[IllegalMoveError: the move {"kind":"send","message":4,"branches":[2]} is not allowed: it is not on the menu]`,
    )
    expect(encodeCourse(t.course)).toBe(before)
  })

  it('a fact that one branch has bound enables only its readers', () => {
    const t = table(specimens.change)
    for (const name of ['offer', 'accept', 'deliver']) t.send(name)
    t.send('judge', { branch: 1 })
    expect(t.menu()).toEqual(['redo'])
  })

  it('a copy has a life of its own', () => {
    const t = table(specimens.change)
    const copy = copyCourse(t.course)
    t.send('offer')
    expect(encodeCourse(copy)).not.toBe(encodeCourse(t.course))
  })
})

describe('endings', () => {
  it('an ending waits for the done of its effect', () => {
    const t = table(specimens.order)
    for (const name of ['reserve', 'charge', 'ship']) {
      t.send(name)
      expect(t.ended()).toBe('open')
      t.done(name)
    }
    expect(t.ended()).toBe('completed')
  })

  it('a failure that nobody reads undoes what was done, dependants first', () => {
    const t = table(specimens.order)
    t.send('reserve')
    t.done('reserve')
    t.send('charge')
    t.done('charge')
    t.send('ship')
    t.failed('ship')
    expect(t.undoing()).toEqual(['charge'])
    t.undo('charge')
    expect(t.undoing()).toEqual(['reserve'])
    t.undo('reserve')
    expect(t.ended()).toBe('failed')
  })

  it('a cancel waits for the receipt in flight and then undoes it', () => {
    const t = table(specimens.order)
    t.send('reserve')
    t.end('cancelled')
    expect([t.menu(), t.undoing(), t.ended()]).toEqual([[], [], 'open'])
    t.done('reserve')
    t.undo('reserve')
    expect(t.ended()).toBe('cancelled')
  })

  it('a done that completes wins over a waiting cancel', () => {
    const t = table(specimens.change)
    for (const name of ['offer', 'accept', 'deliver', 'judge', 'merge']) t.send(name)
    t.end('cancelled')
    t.done('merge')
    expect(t.ended()).toBe('completed')
  })

  it('there is no cancel once an irreversible effect has started, unless it fails', () => {
    const t = table(specimens.order)
    for (const name of ['reserve', 'charge']) {
      t.send(name)
      t.done(name)
    }
    t.send('ship')
    expect(() => t.end('cancelled')).toThrow('an irreversible effect has started')
  })

  it('a veto for good that nobody reads ends the enactment as failed', () => {
    const t = table(specimens.order)
    t.send('reserve')
    t.done('reserve')
    step(t.machine, t.course, { kind: 'refuse', message: indexOf(t.machine, 'charge') })
    t.undo('reserve')
    expect(t.ended()).toBe('failed')
  })
})

describe('effects', () => {
  const regret = `
    key order
    roles clerk
    environments bank carrier
    charge: clerk > bank; out order; does revocable charge
    regret: clerk > bank; in charge.done; does revocable refund; undoes charge
    ship: clerk > carrier; in charge.done; does irreversible ship; ends completed
    lost: clerk > clerk; in ship.failed; out loss
    never: clerk > clerk; in loss; not regret.done; out note; ends failed
  `
  it('while and after an effect is undone its done enables nothing', () => {
    const t = table(regret)
    t.send('charge')
    t.done('charge')
    expect(t.menu()).toEqual(['regret', 'ship'])
    t.send('regret')
    expect(t.menu()).toEqual([])
    t.done('regret')
    expect(t.menu()).toEqual([])
  })

  it('an effect is undone only after everything that read its done has failed', () => {
    const t = table(regret)
    t.send('charge')
    t.done('charge')
    t.send('ship')
    expect(t.menu()).toEqual([])
    t.failed('ship')
    expect(t.menu()).toContain('regret')
  })

  it('no irreversible effect starts while another is in flight', () => {
    const t = table(`
      key k
      roles a
      environments e
      open: a > a; out k
      one: a > e; in k; does revocable one
      two: a > e; in k; does irreversible two
    `)
    t.send('open')
    expect(t.menu()).toEqual(['one', 'two'])
    t.send('one')
    expect(t.menu()).toEqual([])
  })

  it('a standing fact of an effect is bound at its done, and reserved before', () => {
    const t = table(`
      key k
      roles a b
      environments e
      facts rule:stands
      open: a > b; out k
      put: a > e; in k; out rule; does revocable put
      read: b > a; in rule; out seen
      other: b > a; in k; not rule; out absent
    `)
    t.send('open')
    expect(t.menu('b')).toEqual(['other'])
    t.send('put')
    expect(t.menu('b')).toEqual([])
    t.done('put')
    expect(t.menu('b')).toEqual(['read'])
  })
})

describe('rounds', () => {
  const toRedo = (t: Table): void => {
    for (const name of ['offer', 'accept', 'deliver']) t.send(name)
    t.send('judge', { branch: 1 })
    t.send('redo')
  }

  it('a child begins with its first message alone on the menu, and its parent ends as it ends', () => {
    const parent = table(specimens.change)
    toRedo(parent)
    expect(parent.menu()).toEqual([])
    const message = indexOf(parent.machine, 'redo')
    const child = table(
      specimens.change,
      {},
      beginChild(parent.machine, parent.course, { message }),
    )
    expect(child.menu()).toEqual(['offer'])
    expect(child.course.facts[parent.machine.factNamed.get('spec') ?? -1]).toBe(1)
    child.send('offer')
    expect(child.menu()).toEqual(['decline', 'accept'])
    parent.end('completed')
    expect(parent.ended()).toBe('completed')
  })

  it('when the children are spent the message ends as it says', () => {
    const t = table(specimens.change, { round: 3 })
    toRedo(t)
    expect(t.ended()).toBe('failed')
  })
})

describe('role sets', () => {
  it('each member answers once, and the menu of one member is its own', () => {
    const t = table(specimens.net)
    t.send('ask')
    expect(t.menu('bidder', 'ann')).toEqual(['answer'])
    t.send('answer', { who: 'ann' })
    expect(t.menu('bidder', 'ann')).toEqual([])
    expect(t.menu('bidder', 'bob')).toEqual(['answer'])
  })

  it('nobody is awarded before all have answered or the instant has passed', () => {
    const t = table(specimens.net)
    t.send('ask')
    t.send('answer', { who: 'ann' })
    expect(t.menu('manager')).toEqual([])
    t.passes('until')
    expect(t.menu('manager')).toEqual(['award'])
    t.send('award')
    expect(t.menu('bidder')).toEqual([])
  })

  it('an instant that passes completes no quorum', () => {
    const t = table(specimens.net)
    t.send('ask')
    t.passes('until')
    expect(t.menu('manager')).toEqual(['close'])
  })

  it('three yes carry, whoever is still open', () => {
    const t = table(specimens.vote)
    t.send('put', { members: ['a', 'b', 'c', 'd', 'e'] })
    for (const who of ['a', 'b', 'c']) t.send('cast', { who })
    expect(t.menu('chair')).toEqual(['carry'])
  })

  it('members in a like state have the same code, whoever they are', () => {
    const course = (cast: number[]): string => {
      const machine = compile(terseForm(specimens.vote))
      const begun = begin(machine)
      step(machine, begun, { kind: 'send', message: 0, branches: [1, 1, 1], sizes: [3] })
      for (const value of cast) {
        const cohort = begun.cohorts.findIndex((each) => each.sent[1] === 0)
        step(machine, begun, { kind: 'send', message: 1, cohort, branches: [value] })
      }
      return encodeCourse(begun)
    }
    expect(course([2, 3])).toBe(course([3, 2]))
    expect(course([2, 2])).not.toBe(course([3, 2]))
  })
})

describe('deadlines', () => {
  it('a deadline ends what is unbound when its instant passes', () => {
    const t = table(`
      key k
      roles a b
      facts until:instant
      ask: a > b; out k until
      reply: b > a; in k; out answer; ends completed
      deadline answer at until ends expired
    `)
    t.send('ask')
    t.passes('until')
    expect(t.ended()).toBe('expired')
  })

  it('a deadline may send a message of the clock', () => {
    const t = table(`
      key k
      roles a b
      facts until:instant answer(given|silence)
      ask: a > b; out k until
      reply: b > a; in k; out answer.given; ends completed
      silence: clock > a; in k; out answer.silence
      escalate: a > a; in answer.silence; ends failed
      deadline answer at until sends silence
    `)
    t.send('ask')
    t.passes('until')
    expect(t.menu()).toEqual(['escalate'])
  })

  it('a deadline waits for a started irreversible effect', () => {
    const t = table(`
      key k
      roles a
      environments e
      facts until:instant
      open: a > a; out k until
      fire: a > e; in k; does irreversible fire
      lose: a > a; in fire.failed; out loss
      win: a > a; in fire.done; out answer; ends completed
      deadline answer at until ends expired
    `)
    t.send('open')
    t.send('fire')
    t.passes('until')
    expect(t.ended()).toBe('open')
    t.failed('fire')
    expect(t.ended()).toBe('expired')
  })
})

describe('decomposition', () => {
  it('the parts are read like a role set, and an ending waits for them', () => {
    const t = table(specimens.split)
    t.send('plan', { members: ['one', 'two'] })
    expect(t.menu()).toEqual([])
    step(t.machine, t.course, { kind: 'part', cohort: 0, as: 'completed' })
    t.end('cancelled')
    expect(t.ended()).toBe('open')
    step(t.machine, t.course, { kind: 'part', cohort: 1, as: 'cancelled' })
    expect(t.ended()).toBe('cancelled')
  })
})

describe('what is written wrong', () => {
  it('everything is said at once, with its place and mend', () => {
    expect(() =>
      compile(
        terseForm(`
          protocol wrong
          key k
          roles a b[]
          open: a > c; out k
          tell: b > a; in k; out note
          read: a > b; in note plan open.done; round nope max 0 then failed
        `),
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[MalformedProtocolError: protocol 'wrong': messages.open.to: there is no role 'c'; messages.read.in: each member has a 'note' of its own, and this reads one; messages.read.in: there is no fact 'plan'; messages.read.in: 'open' has no effect, so there is no 'open.done'; messages.read.round: there is no message 'nope'; messages.read.round: 0 rounds are no rounds]`,
    )
  })
})
