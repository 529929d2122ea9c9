/** The protocols of the firm that is killed: a hand-off with a merge, a saga on files, a merge taken back, bells, a chain. */
import { z } from 'zod'
import { environment, files, git, id, protocol, text } from '../../src/protocol/index.ts'
import { decision as decisionOf, handoff, saga } from '../../src/protocol/library/index.ts'

/** What an engineer is to write, and by which decision. */
export const Spec = z.object({ paths: z.array(z.string()), area: z.string(), hard: z.boolean() })

const repo = git('.')
const folder = files('.')
const bell = environment('bell', { ring: { reads: [text()], kind: 'revocable', doubt: 'ask' } })
const chain = environment('chain', {
  lock: { reads: [text()], kind: 'revocable', doubt: 'ask' },
})
const mute = environment('mute', {
  ring: { reads: [text()], kind: 'revocable', doubt: 'operator' },
})

/** Work on the repository, under what was decided for its area. */
export const change = handoff.with({
  name: 'change',
  under: ['decision/{spec.area}'],
  facts: { spec: Spec, result: repo.commit() },
  does: { apply: repo.merge('result') },
  lease: { accept: 'spec.paths' },
})

/** What the operator decides on an area. */
export const decision = decisionOf.with({ facts: { proposal: text(), decided: text() } })

/** Three effects on files: two that write, one that removes. */
export const order = saga.with({
  name: 'order',
  facts: { opening: text(), middle: text(), closing: text() },
  does: {
    begin: folder.write('opening', 'middle'),
    proceed: folder.write('middle', 'middle'),
    finish: folder.remove('closing'),
  },
})

/** A merge that is followed by something, so that it can be taken back in between. */
export const landing = protocol('landing', {
  key: 'landing',
  roles: ['clerk'],
  environments: { repo, bell },
  facts: { landing: id(), commit: repo.commit(), word: text() },
  messages: {
    land: {
      from: 'clerk',
      to: 'repo',
      out: ['landing', 'commit', 'word'],
      does: repo.merge('commit'),
    },
    announce: {
      from: 'clerk',
      to: 'bell',
      in: ['land.done', 'word'],
      does: bell.ring('word'),
      ends: 'completed',
    },
  },
})

/** Two bells in a row: one that can be asked whether it rang, and one that cannot. */
export const peal = protocol('peal', {
  key: 'peal',
  roles: ['clerk'],
  environments: { bell, mute },
  facts: { peal: id(), word: text() },
  messages: {
    first: { from: 'clerk', to: 'bell', out: ['peal', 'word'], does: bell.ring('word') },
    second: {
      from: 'clerk',
      to: 'mute',
      in: ['first.done', 'word'],
      does: mute.ring('word'),
      ends: 'completed',
    },
  },
})

/** A lock on a chain that may fall, and a ring that rests on it. */
export const swap = protocol('swap', {
  key: 'swap',
  roles: ['clerk'],
  environments: { chain, bell },
  facts: { swap: id(), word: text() },
  messages: {
    lock: { from: 'clerk', to: 'chain', out: ['swap', 'word'], does: chain.lock('word') },
    reserve: { from: 'clerk', to: 'bell', in: ['lock.done', 'word'], does: bell.ring('word') },
    close: { from: 'clerk', to: 'clerk', in: ['reserve.done'], ends: 'completed' },
  },
})

/** All of them. */
export const protocols = [change, decision, order, landing, peal, swap] as const
