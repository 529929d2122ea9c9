/** A trial of one line before a member is hired, to see whether its program answers at all. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FirmError, unreachable } from '../../base/index.ts'
import { openProcesses } from '../../environments/process/index.ts'
import type { ChosenMessage, MindAnswer, TurnView } from '../../host/ports/index.ts'
import type { MemberForm } from '../../kernel/index.ts'
import type { Asker } from '../asking/index.ts'
import { limitsOf, seatedMind } from '../open-firm/company-minds.ts'
import { memberFence } from '../open-firm/fence.ts'
import type { ReachNeeds } from '../open-firm/reach-firm.ts'

/** Who is tried, and how one sees it. */
export interface Trial {
  readonly member: string
  /** Them, as the charter would have them. */
  readonly form: MemberForm
  readonly needs: Pick<ReachNeeds, 'places' | 'variables'>
  readonly asker: Asker
  readonly write: (line: string) => void
  /** Aborted when whoever hires leaves. */
  readonly leave: AbortSignal
}

/**
 * Offers the trial where somebody can be asked: it runs the program, which may cost money. Who fails it is hired only
 * on a second word; whoever leaves meanwhile hires nobody.
 */
export const offerTrial = async (trial: Trial): Promise<void> => {
  const { member, form, asker, write, leave } = trial
  if (!asker.isTerminal) return
  if (form.mind.kind !== 'command' && form.mind.kind !== 'coding-agent') return
  const isWanted = async (question: string): Promise<boolean> => {
    const said = await asker.ask(question)
    if (said === undefined) throw new NotHiredError(`you left, so ${member} is not hired`)
    return /^y/i.test(said)
  }
  if (!(await isWanted(`Try ${member} with one line? It may cost money. [y/N] `))) return
  const answer = await tryMember(trial)
  if (leave.aborted) throw new NotHiredError(`you ended the trial, so ${member} is not hired`)
  const { passed, said } = judge(answer)
  write(`${member} ${said}`)
  if (passed || (await isWanted(`Hire ${member} all the same? [y/N] `))) return
  throw new NotHiredError(`${member} ${said}`)
}

/** A trial is one line: what takes longer than this hangs. */
const trialMsMax = 120_000

const tryMember = async ({ member, form, needs, leave: stop }: Trial): Promise<MindAnswer> => {
  const processes = await openProcesses()
  const { places, variables } = needs
  const fence = memberFence(places)
  const needed = { processes, variables, fence }
  const seated = seatedMind(member, { member: limited(form), plays: [] }, needed)
  const folder = await mkdtemp(join(tmpdir(), 'firm-trial-'))
  try {
    const workplace = { folder, variables: seated.variables }
    return await seated.mind.take(viewFor(member), workplace, { stop, onBreak: () => undefined })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const limited = (form: MemberForm): MemberForm => {
  const limits = limitsOf(form.mind.options)
  const short = { ...limits, timeMs: Math.min(limits.timeMs, trialMsMax) }
  return { ...form, mind: { ...form.mind, options: { ...form.mind.options, limits: short } } }
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

/** Whoever passes has understood how to answer, which is all that is tried. */
const judge = (answer: MindAnswer): { readonly passed: boolean; readonly said: string } => {
  switch (answer.kind) {
    case 'send':
      return judgeSent(answer.messages)
    case 'pass':
      return { passed: true, said: `passed: ${answer.why}` }
    case 'nothing':
      return { passed: false, said: `did not answer: ${answer.why}` }
    case 'left-open':
      return { passed: false, said: 'left it open' }
    default:
      return unreachable(answer)
  }
}

const judgeSent = ([sent]: readonly ChosenMessage[]): ReturnType<typeof judge> => {
  const { message = '', facts = {} } = sent ?? {}
  const { greeting } = facts
  if (message === 'ready' && typeof greeting === 'string') {
    return { passed: true, said: `answered: ${JSON.stringify(greeting)}` }
  }
  const shown = JSON.stringify({ message, facts }).slice(0, 160)
  return { passed: false, said: `answered what it was not asked: ${shown}` }
}

/** The member stays outside, and the charter as it was. */
export class NotHiredError extends FirmError {
  override readonly name = 'NotHiredError'

  constructor(message: string) {
    super('not-hired', message, {
      hint: 'Nothing was changed. Mend it and hire again, or leave the trial out: --no-trial.',
    })
  }
}
