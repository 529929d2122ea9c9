/** A staged firm of windows and one person: rulings, goals and owners by topic, edits with leases, and its memory. */
import type { Json } from '../base/index.ts'
import type { FirmEvent } from '../kernel/index.ts'
import { emptyMemory, type Memory, remember } from '../memory/index.ts'
import { type StagedFirm, stageFirm } from './staged-firm.ts'

const ruling = `
  protocol ruling
  key question
  roles owner
  rule: owner > owner; out question topic decided; ends completed
`

const aim = `
  protocol aim
  key goal
  roles owner
  set: owner > owner; out goal objective; ends completed
`

const keeping = `
  protocol keeping
  key transfer
  roles owner
  give: owner > owner; out transfer thing owned; ends completed
`

const edit = `
  protocol edit
  key edit
  roles window
  environments repo
  begin: window > window; out edit paths; lease paths
  finish: window > window; in edit; out done; ends completed
`

const inquiry = `
  protocol inquiry
  key inquiry
  roles window person
  ask: window > person; out inquiry asked
  answer: person > window; in asked; out said; ends completed
`

/** The firm, its memory after every step, and the moves that tests tell apart. */
export interface StagedWindows {
  readonly firm: StagedFirm
  /** Memory at the firm's last event. */
  readonly memory: () => Memory
  /** Rules on one topic, or on many at once. */
  readonly decide: (topic: string | readonly string[], decided: string, by?: string) => void
  readonly setGoal: (goal: string, text: string) => void
  readonly own: (thing: string, owner: string) => void
  /** Begins an edit and says its enactment. */
  readonly edit: (member: string, paths: readonly string[]) => string
}

/** A firm whose `ana` is the operator and whose members `eve`, `bob` and `mia` are windows. */
export const stageWindows = (): StagedWindows => {
  const firm = stageFirm({
    protocols: [ruling, aim, keeping, edit, inquiry],
    members: {
      ana: ['operator', 'owner', 'person'],
      boss: [],
      eve: ['window', 'owner'],
      bob: ['window'],
      mia: ['window'],
    },
    stands: { decided: 'decision/{topic}', objective: 'goal/{goal}', owned: 'owner/{thing}' },
  })
  const { members = {} } = firm.state.charter ?? {}
  for (const name of ['eve', 'bob', 'mia']) {
    Object.assign(members[name] ?? {}, { mind: { kind: 'window', options: { agent: 'claude' } } })
  }
  const memory = emptyMemory()
  let count = 0
  const next = (kind: string): string => `${kind}${(count += 1)}`
  return {
    firm,
    memory: () => catchUp(memory, firm.events),
    decide: (topic, decided, by = 'ana') => {
      firm.open(by, 'ruling', 'rule', { question: next('q'), topic: topic as Json, decided })
    },
    setGoal: (goal, text) => {
      const objective = { text, measure: 'npm test' }
      firm.open('ana', 'aim', 'set', { goal, objective })
    },
    own: (thing, owned) => {
      firm.open('ana', 'keeping', 'give', { transfer: next('t'), thing, owned })
    },
    edit: (member, paths) => {
      const key = next('e')
      firm.open(member, 'edit', 'begin', { edit: key, paths: [...paths] })
      return `edit:${key}`
    },
  }
}

const catchUp = (memory: Memory, events: readonly FirmEvent[]): Memory => {
  for (const event of events.slice(memory.position)) remember(memory, event, memory.position + 1)
  return memory
}
