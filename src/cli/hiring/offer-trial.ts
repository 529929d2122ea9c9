/** A trial of one line before a member is hired, to see whether its program answers at all. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openProcesses } from '../../environments/process/index.ts'
import type { MindAnswer, TurnView } from '../../host/ports/index.ts'
import type { CharterChange } from '../adopting/index.ts'
import type { Asker } from '../asking/index.ts'
import { companyMinds } from '../open-firm/company-minds.ts'
import { memberFence } from '../open-firm/fence.ts'
import type { ReachNeeds } from '../open-firm/reach-firm.ts'

/** Who is tried, and how one sees it. */
export interface Trial {
  readonly member: string
  readonly change: CharterChange
  readonly needs: ReachNeeds
  readonly asker: Asker
  readonly write: (line: string) => void
}

/** Offers the trial where somebody can be asked: it runs the program, which may cost money. */
export const offerTrial = async (trial: Trial): Promise<void> => {
  const { member, change, asker, write } = trial
  const kind = change.loaded.firm.form.members[member]?.mind.kind
  if (kind !== 'command' && kind !== 'coding-agent') return
  if (!asker.isTerminal) return
  const said = await asker.ask(`Try ${member} with one line? It may cost money. [y/N] `)
  if (said === undefined || !/^y/i.test(said)) return
  write(describe(member, await tryMember(trial)))
}

const tryMember = async ({ member, change, needs }: Trial): Promise<MindAnswer | undefined> => {
  const processes = await openProcesses()
  const { places, variables } = needs
  const fence = memberFence(places)
  const seated = companyMinds(change.loaded.firm, { processes, variables, fence }).get(member)
  if (seated === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'firm-trial-'))
  const signals = { stop: new AbortController().signal, onBreak: () => undefined }
  try {
    return await seated.mind.take(viewFor(member), { folder, variables: seated.variables }, signals)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const viewFor = (member: string): TurnView => ({
  turn: 'trial',
  member,
  role: 'newcomer',
  protocol: 'trial',
  enactment: 'trial',
  brief: {
    text: 'This is a trial. Send the message `ready` with one line of greeting.',
    tokens: 20,
  },
  known: {},
  changed: [],
  menu: [
    {
      message: 'ready',
      summary: 'says that you can answer',
      schema: {
        type: 'object',
        properties: { greeting: { type: 'string' } },
        required: ['greeting'],
      },
    },
  ],
})

const describe = (member: string, answer: MindAnswer | undefined): string => {
  switch (answer?.kind) {
    case 'send':
      return `${member} answered: ${JSON.stringify(answer.messages[0]?.facts ?? {})}`
    case 'pass':
      return `${member} passed: ${answer.why}`
    case 'nothing':
      return `${member} did not answer: ${answer.why}`
    default:
      return `${member} left it open.`
  }
}
