/** A run as a table: step, who, message, and what each role then knows. */
import type { Fact, Machine, Message } from '../machine/machine.ts'
import type { Move } from '../machine/move.ts'
import type { RunStep } from './verdict.ts'

const boundBy = (fact: Fact | undefined, value: number): string => {
  const branch = fact?.branches[value - 2]
  return branch === undefined ? (fact?.name ?? '') : `${fact?.name ?? ''}.${branch}`
}

/** The facts that a message binds, with the branches that were chosen. */
export const boundFacts = (
  machine: Machine,
  message: Message,
  branches: readonly number[],
): string[] =>
  message.out.map((output, index) => boundBy(machine.facts[output.fact], branches[index] ?? 0))

const chosen = (facts: readonly string[]): string => {
  const branches = facts.filter((fact) => fact.includes('.'))
  return branches.length === 0 ? '' : ` ${branches.join(', ')}`
}

const sizesOf = (
  machine: Machine,
  message: Message,
  sizes: readonly number[] | undefined,
): string =>
  sizes === undefined || sizes.length === 0
    ? ''
    : ` (${message.opens.map((set, index) => `${sizes[index] ?? 0} × ${machine.sets[set]?.name ?? ''}`).join(', ')})`

/** Who acted, what happened, and which facts are known from then on. */
export interface Told {
  readonly who: string
  readonly message: string
  readonly learned: readonly string[]
}

const environmentOf = (machine: Machine, message: Message | undefined): string =>
  machine.form.messages[message?.name ?? '']?.does?.environment ?? 'environment'

const tellSend = (machine: Machine, move: Move & { readonly kind: 'send' }): Told => {
  const message = machine.messages[move.message]
  if (message === undefined) return { who: '', message: '', learned: [] }
  const facts = boundFacts(machine, message, move.branches)
  return {
    who: message.from,
    message: `${message.name}${chosen(facts)}${sizesOf(machine, message, move.sizes)}`,
    learned: facts,
  }
}

/** One move in words. */
export const tellMove = (machine: Machine, move: Move): Told => {
  const nameOf = (index: number): string => machine.messages[index]?.name ?? ''
  switch (move.kind) {
    case 'send':
      return tellSend(machine, move)
    case 'receipt': {
      const receipt = `${nameOf(move.message)}.${move.outcome}`
      const who = environmentOf(machine, machine.messages[move.message])
      return { who, message: receipt, learned: [receipt] }
    }
    case 'refuse': {
      const receipt = `${nameOf(move.message)}.refused`
      return { who: 'operator', message: `vetoes ${nameOf(move.message)}`, learned: [receipt] }
    }
    case 'time': {
      const instant = machine.facts[move.instant]?.name ?? ''
      return { who: 'clock', message: `${instant} passes`, learned: [] }
    }
    case 'end':
      return { who: 'operator', message: `ends it as ${move.as}`, learned: [] }
    case 'undo': {
      const who = environmentOf(machine, machine.messages[move.message])
      const stage = move.stage === 'start' ? 'begins to undo' : 'has undone'
      return { who, message: `${stage} ${nameOf(move.message)}`, learned: [] }
    }
    case 'part':
      return { who: 'part', message: `ends as ${move.as}`, learned: [] }
    case 'receive':
      return { who: '', message: `receives ${nameOf(move.message)}`, learned: [] }
  }
}

/** A run at home: what is bound every role of the enactment knows, unless its audience is narrower. */
export const homeRun = (machine: Machine, moves: readonly Move[]): RunStep[] => {
  const roles = machine.form.roles.map(({ name }) => name)
  const knows: { [role: string]: string[] } = Object.fromEntries(roles.map((role) => [role, []]))
  return moves.map((move) => {
    const { who, message, learned } = tellMove(machine, move)
    for (const fact of learned) {
      const audience = machine.form.facts[fact.split('.')[0] ?? '']?.audience ?? roles
      for (const role of roles) {
        const known = knows[role]
        if (known !== undefined && audience.includes(role) && !known.includes(fact))
          known.push(fact)
      }
    }
    return {
      who,
      message,
      knows: Object.fromEntries(roles.map((role) => [role, [...(knows[role] ?? [])]])),
    }
  })
}

const pad = (cells: readonly (readonly string[])[]): string[] => {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  )
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const newly = (run: readonly RunStep[], index: number, role: string): string => {
  const before = run[index - 1]?.knows[role] ?? []
  const learned = (run[index]?.knows[role] ?? []).filter((fact) => !before.includes(fact))
  return learned.length === 0 ? '' : `+ ${learned.join(', ')}`
}

/**
 * The run as lines of text. A column shows what a role learns in a step, and so, read downwards,
 * what it then knows; where all learn alike there is one column for all.
 */
export const formatRun = (run: readonly RunStep[]): string => {
  const roles = Object.keys(run[0]?.knows ?? {})
  const alike = run.every((_, index) =>
    roles.every((role) => newly(run, index, role) === newly(run, index, roles[0] ?? '')),
  )
  const columns = alike && roles.length > 1 ? roles.slice(0, 1) : roles
  const titles = alike && roles.length > 1 ? ['all learn'] : roles.map((role) => `${role} learns`)
  const rows = run.map(({ who, message }, index) => [
    `${index + 1}`,
    who,
    message,
    ...columns.map((role) => newly(run, index, role)),
  ])
  return pad([['step', 'who', 'message', ...titles], ...rows]).join('\n')
}
