/** A chain of the simulation: what it holds is seen, then safe, then final, and until then a reorganisation may take it. */
import { FirmError, isJsonObject, type Json, type Random } from '../base/index.ts'
import type { EffectOrder, EffectOutcome, EnvironmentPort } from '../host/ports/index.ts'
import type { Finality } from '../protocol/index.ts'

/** After so many later blocks a transaction is safe, and after so many it is final. */
const safeDepth = 2
const finalDepth = 5

/** How a chain behaves. Probabilities are 0 to 1 and 0 unless told. */
export interface SimulatedChainPlan {
  readonly random: Random
  /** The answer to a transaction is lost: half of the time before it is in a block, half of the time after. */
  readonly doubtProbability?: number
  /** A transaction that falls out of the chain is lost to another that spends the same: it never comes back. */
  readonly replacedProbability?: number
}

/** The chain, for a test to move and to look at. */
export interface SimulatedChain {
  /** Opens a port on the same chain, as each host does. */
  readonly open: () => EnvironmentPort
  /** Adds a block, with what waits for one. */
  readonly mine: () => void
  /** Replaces blocks that are not final by a longer branch. Answers how many transactions fell out. */
  readonly reorganise: () => number
  /** How settled a transaction truly is now. */
  readonly truthOf: (transaction: string) => Finality | 'gone'
  /** Every order that was ever in a block, by transaction. */
  readonly orders: () => ReadonlyMap<string, EffectOrder>
}

interface World {
  readonly plan: SimulatedChainPlan
  readonly blocks: string[][]
  readonly orders: Map<string, EffectOrder>
  /** Sent, and in no block. */
  readonly waiting: Set<string>
  readonly replaced: Set<string>
}

/** Makes a chain of one empty block. */
export const simulatedChain = (plan: SimulatedChainPlan): SimulatedChain => {
  const world: World = {
    plan,
    blocks: [[]],
    orders: new Map(),
    waiting: new Set(),
    replaced: new Set(),
  }
  return {
    open: () => openPort(world),
    mine: () => mine(world),
    reorganise: () => reorganise(world),
    truthOf: (transaction) => finalityAt(world, heightOf(world, transaction)),
    orders: () => world.orders,
  }
}

const openPort = (world: World): EnvironmentPort => ({
  kind: 'chain',
  preview: async ({ verb, values }) =>
    await Promise.resolve({ title: verb, text: JSON.stringify(values) }),
  perform: async (order) => await perform(world, order),
  ask: async ({ key }) => {
    await Promise.resolve()
    if (world.replaced.has(key)) return replaced(key)
    return heightOf(world, key) < 0 ? { kind: 'not-started' } : included(world, key)
  },
  undo: async (order) => {
    const inverse = `undo ${order.key}`
    await Promise.resolve()
    if (heightOf(world, inverse) < 0) send(world, { ...order, key: inverse })
    // A compensation has no finality of its own: it answers once nothing can take it any more.
    while (finalityAt(world, heightOf(world, inverse)) !== 'final') mine(world)
    return receiptOf(world, inverse)
  },
  exists: async () => await Promise.resolve(undefined),
  finalityOf: async (receipt) => {
    await Promise.resolve()
    const { transaction, block } = isJsonObject(receipt) ? receipt : {}
    const height = typeof transaction === 'string' ? heightOf(world, transaction) : -1
    // In another block it is another receipt: the old one is gone.
    return height === block ? finalityAt(world, height) : 'gone'
  },
  close: async () => await Promise.resolve(),
})

const perform = async (world: World, order: EffectOrder): Promise<EffectOutcome> => {
  await Promise.resolve()
  const { key } = order
  if (world.replaced.has(key)) return replaced(key)
  const isLost = happens(world, world.plan.doubtProbability)
  if (isLost && world.plan.random.integer(2) === 0) throw new LostReceiptError(key)
  if (heightOf(world, key) < 0) send(world, order)
  if (isLost) throw new LostReceiptError(key)
  return included(world, key)
}

const send = (world: World, order: EffectOrder): void => {
  world.orders.set(order.key, order)
  world.waiting.add(order.key)
  mine(world)
}

const mine = ({ blocks, waiting }: World): void => {
  blocks.push([...waiting])
  waiting.clear()
}

const reorganise = (world: World): number => {
  const { blocks, plan, waiting } = world
  const depth = Math.min(1 + plan.random.integer(finalDepth), blocks.length - 1)
  const fallen = blocks.splice(blocks.length - depth, depth).flat()
  for (const key of fallen) {
    if (happens(world, plan.replacedProbability)) world.replaced.add(key)
    else waiting.add(key)
  }
  for (let block = 0; block <= depth; block += 1) {
    // What fell out comes back in a later block of the new branch, or has to wait.
    if (plan.random.integer(2) === 0) mine(world)
    else blocks.push([])
  }
  return fallen.length
}

const heightOf = ({ blocks }: World, key: string): number =>
  blocks.findIndex((block) => block.includes(key))

const finalityAt = ({ blocks }: World, height: number): Finality | 'gone' => {
  if (height < 0) return 'gone'
  const depth = blocks.length - 1 - height
  if (depth >= finalDepth) return 'final'
  return depth >= safeDepth ? 'safe' : 'seen'
}

const receiptOf = (world: World, key: string): { readonly [name: string]: Json } => ({
  transaction: key,
  block: heightOf(world, key),
})

const included = (world: World, key: string): EffectOutcome => ({
  kind: 'done',
  receipt: receiptOf(world, key),
})

const replaced = (key: string): EffectOutcome => ({
  kind: 'failed',
  why: 'another transaction spent the same',
  receipt: { transaction: key },
})

const happens = ({ plan }: World, probability = 0): boolean =>
  plan.random.integer(1_000) < probability * 1_000

/** The answer of a simulated chain was lost: whether the transaction is in a block is not known. */
export class LostReceiptError extends FirmError {
  override readonly name = 'LostReceiptError'

  constructor(transaction: string) {
    super('simulated-doubt', `the receipt of ${transaction} was lost`, {
      hint: 'Ask the chain whether it holds it.',
      data: { transaction },
    })
  }
}
