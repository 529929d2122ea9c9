/** The graph of reachable states, breadth first: the first run to a state is a shortest one. */

/** What can happen in a state. */
export interface Transition<State, Action> {
  readonly action: Action
  readonly state: State
  /** The index of the role that acts, or -1 where nobody of the firm does. */
  readonly by: number
  /**
   * `own` is the protocol's own progress; `rescue` is an expiry, which liveness does without;
   * `outside` is a cancel or a veto, which nobody may count on.
   */
  readonly kind: 'own' | 'rescue' | 'outside'
}

/** A transition system: one protocol, at home or apart, with its sizes fixed. */
export interface System<State, Action> {
  readonly initial: State
  /** Equal texts have equal futures. */
  readonly encode: (state: State) => string
  readonly next: (state: State) => readonly Transition<State, Action>[]
}

/** A transition between numbered states. */
export interface Edge<Action = unknown> {
  readonly action: Action
  readonly from: number
  readonly to: number
  readonly by: number
  readonly kind: 'own' | 'rescue' | 'outside'
}

/** Every reachable state, in the order found, and how it was found first. */
export interface Graph<State, Action> {
  readonly states: readonly State[]
  readonly edges: readonly Edge<Action>[]
  /** By state: where it was found from (-1 for the first) and by what. */
  readonly parents: readonly number[]
  readonly actions: readonly (Action | undefined)[]
  /** Whether every reachable state is in it. */
  readonly whole: boolean
  /** The edges by the state that they lead to. */
  readonly incoming: Incoming
}

/** The indices of edges, those to one state after those to the one before: `starts` says where each begin. */
export interface Incoming {
  readonly starts: Int32Array
  readonly edges: Int32Array
}

interface Growing<State, Action> {
  readonly seen: Map<string, number>
  readonly states: State[]
  readonly edges: Edge<Action>[]
  readonly parents: number[]
  readonly actions: (Action | undefined)[]
}

const add = <State, Action>(
  graph: Growing<State, Action>,
  key: string,
  found: { state: State; parent: number; action: Action | undefined },
): number => {
  const known = graph.seen.get(key)
  if (known !== undefined) return known
  const index = graph.states.length
  graph.seen.set(key, index)
  graph.states.push(found.state)
  graph.parents.push(found.parent)
  graph.actions.push(found.action)
  return index
}

/** Explores at most `statesMax` states; beyond them it is not whole. */
export const explore = <State, Action>(
  system: System<State, Action>,
  statesMax: number,
): Graph<State, Action> => {
  const graph: Growing<State, Action> = {
    seen: new Map(),
    states: [],
    edges: [],
    parents: [],
    actions: [],
  }
  add(graph, system.encode(system.initial), {
    state: system.initial,
    parent: -1,
    action: undefined,
  })
  for (let from = 0; from < graph.states.length; from += 1) {
    if (graph.states.length > statesMax) return finished(graph, false)
    const state = graph.states[from]
    if (state === undefined) break
    for (const { action, state: after, by, kind } of system.next(state)) {
      const to = add(graph, system.encode(after), { state: after, parent: from, action })
      graph.edges.push({ from, to, action, by, kind })
    }
  }
  return finished(graph, true)
}

const finished = <State, Action>(
  { states, edges, parents, actions }: Growing<State, Action>,
  whole: boolean,
): Graph<State, Action> => {
  const incoming = incomingOf(states.length, edges)
  return { states, edges, parents, actions, whole, incoming }
}

/** The actions of a shortest run to the state. */
export const runTo = <State, Action>(graph: Graph<State, Action>, state: number): Action[] => {
  const run: Action[] = []
  for (let at = state; at > 0; at = graph.parents[at] ?? 0) {
    const action = graph.actions[at]
    if (action !== undefined) run.unshift(action)
  }
  return run
}

const incomingOf = (stateCount: number, edges: readonly Edge[]): Incoming => {
  const starts = new Int32Array(stateCount + 1)
  for (const { to } of edges) starts[to + 1] = (starts[to + 1] ?? 0) + 1
  for (let state = 0; state < stateCount; state += 1) {
    starts[state + 1] = (starts[state + 1] ?? 0) + (starts[state] ?? 0)
  }
  const next = starts.slice()
  const sorted = new Int32Array(edges.length)
  for (const [index, { to }] of edges.entries()) {
    const at = next[to] ?? 0
    sorted[at] = index
    next[to] = at + 1
  }
  return { starts, edges: sorted }
}

/** By state 1 where a goal can be reached over the edges that count, goals included. */
export const canReach = <State, Action>(
  graph: Graph<State, Action>,
  isGoal: (state: State) => boolean,
  counts: (edge: Edge) => boolean,
): Uint8Array => {
  const { starts, edges } = graph.incoming
  const reaches = new Uint8Array(graph.states.length)
  const open: number[] = []
  for (const [index, state] of graph.states.entries()) {
    if (!isGoal(state)) continue
    reaches[index] = 1
    open.push(index)
  }
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (let place = starts[at] ?? 0; place < (starts[at + 1] ?? 0); place += 1) {
      const edge = graph.edges[edges[place] ?? 0]
      if (edge === undefined || reaches[edge.from] === 1 || !counts(edge)) continue
      reaches[edge.from] = 1
      open.push(edge.from)
    }
  }
  return reaches
}
