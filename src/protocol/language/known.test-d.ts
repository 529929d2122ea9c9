/** What handlers know and bind, as types: the closure of what a message reads, and no more. */
import { describe, expectTypeOf, it } from 'vitest'
import type { Instant } from '../../base/index.ts'
import { change } from '../../../examples/protocols/change.ts'
import { order } from '../../../examples/protocols/order.ts'
import { tender } from '../../../examples/protocols/tender.ts'
import type { Commit } from '../environment/git.ts'
import type { Id, Member, Money } from '../fact/plain-facts.ts'
import type { Binds, Known, ReceiptValues, Said } from './known.ts'

type Facts = typeof change.facts
type Messages = typeof change.messages
interface Spec {
  goal: string
  paths: string[]
}

describe('what is known', () => {
  it('is nothing for the first message', () => {
    expectTypeOf<keyof Known<Facts, Messages, 'offer'>>().toEqualTypeOf<never>()
  })
  it('is what the message reads and what its binder knew', () => {
    expectTypeOf<Known<Facts, Messages, 'judge'>>().toEqualTypeOf<{
      readonly work: Id
      readonly spec: Spec
      readonly engineer: Member
      readonly plan: string
      readonly commit: Commit
    }>()
  })
  it('is only the branch that was read', () => {
    expectTypeOf<Known<Facts, Messages, 'redo'>['verdict']>().toEqualTypeOf<{
      readonly fails: { findings: string[] }
    }>()
  })
  it('is a receipt, and what the message with the effect knew', () => {
    type Shipping = Known<typeof order.facts, typeof order.messages, 'ship'>
    expectTypeOf<Shipping['charge']>().toEqualTypeOf<{ readonly done: ReceiptValues['done'] }>()
    expectTypeOf<Shipping['amount']>().toEqualTypeOf<Money>()
  })
  it('is a list of who said what, for a set', () => {
    type Awarding = Known<typeof tender.facts, typeof tender.messages, 'award'>
    expectTypeOf<Awarding['until']>().toEqualTypeOf<Instant>()
    expectTypeOf<Awarding['answer']>().toEqualTypeOf<
      readonly Said<{ readonly bid: Money } | { readonly refusal: string }>[]
    >()
  })
})

describe('what is bound', () => {
  it('is what the message binds, as a member may write it', () => {
    expectTypeOf<Binds<Facts, Messages['deliver']>>().toEqualTypeOf<{ readonly commit: string }>()
  })
})
