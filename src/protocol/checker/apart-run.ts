/** A run apart as a table: what each ledger knows is what its roles sent or received. */
import type { Ledgers, PartedMove } from './apart.ts'
import { tellMove } from './run.ts'
import type { RunStep } from './verdict.ts'

const learnedBy = ({ machine }: Ledgers, { move }: PartedMove): string[] => {
  if (move.kind === 'receive') {
    return move.facts.map(({ fact, value }) => {
      const declared = machine.facts[fact]
      const branch = declared?.branches[value - 2]
      return branch === undefined ? (declared?.name ?? '') : `${declared?.name ?? ''}.${branch}`
    })
  }
  return [...tellMove(machine, move).learned]
}

/** The steps of a run, with what each role knows after each. */
export const apartRun = (ledgers: Ledgers, moves: readonly PartedMove[]): RunStep[] => {
  const knows: { [role: string]: string[] } = {}
  for (const role of ledgers.groups.flat()) knows[role] = []
  return moves.map((each) => {
    const group = ledgers.groups[each.ledger] ?? []
    const learned = learnedBy(ledgers, each)
    for (const role of group) {
      const known = knows[role]
      for (const fact of learned) if (known?.includes(fact) === false) known.push(fact)
    }
    const { who, message } = tellMove(ledgers.machine, each.move)
    const snapshot = Object.entries(knows).map(([role, facts]) => [role, [...facts]] as const)
    return {
      who: who === '' ? group.join(', ') : who,
      message,
      knows: Object.fromEntries(snapshot),
    }
  })
}
