/** The pages of the library in docs/protocols: each is cut from here, and this says whether it is current. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { check } from '../checker/check.ts'
import { checkApart } from '../checker/check-apart.ts'
import { oneBookReasons } from '../rules/one-book.ts'
import { code, pass } from '../language/code.ts'
import { environment } from '../environment/environment.ts'
import { git } from '../environment/git.ts'
import { id, money, text } from '../fact/plain-facts.ts'
import type { ProtocolForm } from '../form.ts'
import { bindersOf } from '../machine/ledger-form.ts'
import { sequencePicture } from '../reading/pictures.ts'
import { showProtocol } from '../reading/show.ts'
import {
  contractNet,
  decision,
  edit,
  escalation,
  forecast,
  goal,
  handoff,
  lease,
  ownership,
  presence,
  question,
  quorumVote,
  requestReply,
  saga,
  sourceOfTruth,
  standup,
  toolUse,
} from './index.ts'

// cut: handoff
const repo = git('.')
const Spec = z.object({ goal: z.string(), paths: z.array(z.string()) })

const change = handoff.with({
  facts: { spec: Spec, result: repo.commit() },
  does: { apply: repo.merge('result') },
  lease: { accept: 'spec.paths' },
})

const reviewer = code(change, 'reviewer', {
  judge: ({ spec, plan }) =>
    plan.includes(spec.goal)
      ? { verdict: { meets: { findings: [] } } }
      : { verdict: { fails: { findings: ['the plan does not name the goal'] } } },
})
// end of cut

// cut: edit
// The hand-off above calls its repository `place`, so the leases of both stand in one book.
const edits = edit({ place: repo })
// end of cut

// cut: window
const arrival = code(presence, 'window', {
  join: () => pass('nobody opens a window'),
  leave: () => ({ left: 'the day is over' }),
})
// end of cut

// cut: request-reply
const lookUp = requestReply.with({
  facts: {
    question: text(),
    reply: z.object({ answer: z.string(), sources: z.array(z.string()) }),
  },
})

const librarian = code(lookUp, 'answerer', {
  answer: ({ question }) => ({ reply: { answer: question, sources: [] } }),
  refuse: () => pass('every question is answered'),
})
// end of cut

// cut: contract-net
const tender = contractNet.with({ facts: { task: text(), result: text() } })

const manager = code(tender, 'manager', {
  ask: () => pass('nothing to call out'),
  award: ({ answer }) => {
    const bids = answer.flatMap(({ by, value }) => ('bid' in value ? [{ by, ...value }] : []))
    const [best] = bids.toSorted((a, b) => a.bid.millionths - b.bid.millionths)
    return best === undefined ? pass('nobody bids') : { worker: best.by }
  },
  close: () => ({}),
})
// end of cut

// cut: quorum-vote
const vote = quorumVote(3)

const chair = code(vote, 'chair', {
  put: () => pass('no motion'),
  carry: ({ ballot }) => ({ outcome: { carried: `${ballot.length} voted` } }),
  lapse: ({ question }) => ({ outcome: { lost: question } }),
})
// end of cut

// cut: decision
const Choice = z.object({ option: z.string(), why: z.string() })
const choose = decision.with({ facts: { proposal: Choice, decided: Choice } })

const owner = code(choose, 'owner', {
  ratify: ({ proposal }) => ({ decided: proposal }),
  reject: () => pass('every proposal is good'),
  rule: () => pass('nothing to rule on'),
})
// end of cut

// cut: ownership
const taker = code(ownership, 'taker', {
  take: ({ taker: me }) => ({ owned: me }),
  refuse: ({ thing }) => (thing === 'pager' ? { refusal: 'not at night' } : pass('I take it')),
})
// end of cut

// cut: source-of-truth
const handbook = sourceOfTruth.with({ facts: { draft: text(), published: text() } })

const keeper = code(handbook, 'keeper', {
  publish: ({ draft }) => ({ published: draft }),
  sendBack: () => pass('it is good'),
})
// end of cut

// cut: goal
const goalOwner = code(goal, 'owner', {
  decline: () => pass('I take every goal'),
  take: ({ wish }) => ({ objective: wish }),
  claim: ({ objective }) => ({ evidence: `${objective.measure} succeeds` }),
})
// end of cut

// cut: standup
const caller = code(standup, 'caller', {
  call: () => pass('not yet'),
  close: ({ status }) => ({
    summary: status.map(({ by, value }) => `${by}: ${value.doing.join(', ')}`).join('\n'),
  }),
  lapse: () => ({}),
})
// end of cut

// cut: escalation
const ask = escalation.with({ facts: { problem: text(), answer: text() } })

const superior = code(ask, 'superior', {
  settle: ({ problem }) => ({ answer: `do the simplest thing about ${problem}` }),
  refuse: () => pass('I answer'),
})
// end of cut

// cut: tool-use
const search = environment('search', {
  query: { reads: [text()], kind: 'revocable', doubt: 'key' },
})

const searching = toolUse.with({
  facts: { request: text() },
  does: { use: search.query('request') },
})
// end of cut

// cut: lease
const room = lease.with({ facts: { resources: z.array(z.string()) } })

const roomKeeper = code(room, 'keeper', {
  grant: ({ loan }) => ({ token: loan }),
  refuse: ({ resources }) => (resources.length > 3 ? { refusal: 'too many' } : pass('granted')),
})
// end of cut

// cut: forecast
const asker = code(forecast, 'asker', {
  ask: () => pass('no claim'),
  combine: ({ report }) => ({
    aggregate: report.reduce((sum, { value }) => sum + value, 0) / report.length,
  }),
  close: () => ({}),
})
// end of cut

// cut: saga
const stock = environment('stock', {
  reserve: { reads: [id()], kind: 'revocable', doubt: 'key' },
})
const bank = environment('bank', { charge: { reads: [money()], kind: 'revocable', doubt: 'key' } })
const carrier = environment('carrier', {
  ship: { reads: [id()], kind: 'irreversible', doubt: 'ask' },
})

const order = saga.with({
  name: 'order',
  facts: { opening: id(), middle: money(), closing: id() },
  does: {
    begin: stock.reserve('opening'),
    proceed: bank.charge('middle'),
    finish: carrier.ship('closing'),
  },
})
// end of cut

// cut: question
const answerer = code(question, 'answerer', {
  answer: ({ asked }) => ({ reply: `do the simplest thing about ${asked}` }),
})
// end of cut

const roles = [reviewer, librarian, manager, chair, owner, taker, keeper, goalOwner, caller]
const moreRoles = [superior, roomKeeper, asker, arrival, answerer]

/** By page: the form that its code makes. The page has the name of the file in this folder. */
const pages: { readonly [page: string]: ProtocolForm } = {
  handoff: change.form,
  'request-reply': lookUp.form,
  'contract-net': tender.form,
  'quorum-vote': vote.form,
  decision: choose.form,
  ownership: ownership.form,
  'source-of-truth': handbook.form,
  goal: goal.form,
  standup: standup.form,
  escalation: ask.form,
  'tool-use': searching.form,
  lease: room.form,
  forecast: forecast.form,
  saga: order.form,
  edit: edits.form,
  window: presence.form,
  question: question.form,
}

const sourceOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')

/** What stands in this file between the marks of a page. */
const cut = (page: string): string => {
  const mark = `// cut: ${page}\n`
  const source = sourceOf('pages.test.ts')
  const start = source.indexOf(mark) + mark.length
  return source.slice(start, source.indexOf('// end of cut', start)).trim()
}

/** The comment over the protocol, as paragraphs. */
const comments = (page: string): readonly string[] =>
  [...sourceOf(`${page}.ts`).matchAll(/\/\*\*(.*?)\*\//gs)].slice(0, 2).map(([, comment = '']) =>
    comment
      .split('\n')
      .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
      .join(' ')
      .trim(),
  )

const pageOf = (page: string, form: ProtocolForm): string => {
  const [purpose = '', details = ''] = comments(page)
  const [title = page, ...rest] = purpose.split(': ')
  return `<!-- Cut from src/protocol/library by \`npm run docs\`: change it there. -->

# ${title}

${rest.join(': ').replace(/^./, (letter) => letter.toUpperCase())}

${details}

\`\`\`ts
${cut(page)}
\`\`\`

What it says, as \`firm protocol show\` prints it:

\`\`\`text
${showProtocol(form)}\`\`\`

\`\`\`mermaid
${sequencePicture(form)}\`\`\`

Apart: ${apartOf(form)}
`
}

const places = (form: ProtocolForm, fact: string): string =>
  bindersOf(form, fact)
    .map((role) => `\`${role}\``)
    .join(' or ')

/** Whether its roles may be spread over ledgers, and what each ledger then has for itself. */
const apartOf = (form: ProtocolForm): string => {
  const [reason, ...others] = oneBookReasons(form).map(({ sentence }) => sentence)
  if (reason !== undefined) {
    return `it may not be enacted between ledgers: ${[reason, ...others].join('; ')}.`
  }
  const [role, ...roles] = form.roles
  if (roles.length === 0) {
    return `it has one role, \`${role?.name ?? ''}\`, and so no second ledger to be enacted in.`
  }
  const { states } = checkApart(form)
  const standing = Object.entries(form.facts).flatMap(([name, { stands }]) =>
    stands === undefined
      ? []
      : [` What stands as \`${stands}\` stands in the ledger of ${places(form, name)} alone.`],
  )
  const deadlines = form.deadlines.map(
    (deadline) =>
      ` \`${deadline.at}\` is watched by the ledger of ${places(form, deadline.for)}; the other is not told, and ends its own enactment by a cancel.`,
  )
  return [
    `its roles may be held in ledgers of their own; it is safe and live there too, in ${states} states.`,
    ...standing,
    ...deadlines,
  ].join('')
}

describe('the page of each protocol', () => {
  it.each(Object.entries(pages))('%s is current; npm run docs writes it', async (page, form) => {
    const file = fileURLToPath(new URL(`../../../docs/protocols/${page}.md`, import.meta.url))
    await expect(pageOf(page, form)).toMatchFileSnapshot(file)
  })
  it.each(Object.entries(pages))('%s shows a protocol that the checker accepts', (_page, form) => {
    expect(check(form).why).toEqual([])
  })
  it('shows code that plays its role', () => {
    const played = [...roles, ...moreRoles].map(({ protocol, role }) => `${protocol.name} ${role}`)
    expect(new Set(played).size).toBe(14)
  })
})
