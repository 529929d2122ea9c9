/** A lock on a chain whose receipt falls twice: before it is written, and after a ring that rests on it, which is undone. */
import type { Enactment } from '../../../src/kernel/index.ts'
import { reorganise } from '../chain.ts'
import { isDone, say, type Story } from '../story.ts'

const swapIn = (open: ReadonlyMap<string, Enactment>): Enactment | undefined => open.get('swap:s1')

export const fall: Story = {
  works: [],
  move: ({ open, used }) => {
    if (!used.has('swap:s1')) {
      const facts = { swap: 's1', word: 'locked' }
      return say({ enactment: '', message: 'lock', facts, opens: 'swap' })
    }
    const swap = swapIn(open)
    if (swap === undefined || swap.reopening !== undefined || !isDone(swap, 'lock'))
      return undefined
    if (!swap.sent.has('reserve')) return say({ enactment: swap.id, message: 'reserve' })
    // In the first epoch the chain takes the lock back before anybody closes.
    return swap.epoch > 0 && isDone(swap, 'reserve') && !swap.sent.has('close')
      ? say({ enactment: swap.id, message: 'close' })
      : undefined
  },
  stir: ({ open }, { chain }) => {
    const swap = swapIn(open)
    if (!isDone(swap, 'lock') || !isDone(swap, 'reserve')) return
    reorganise(chain, swap?.effects.get('lock')?.key ?? '', 2)
  },
}
