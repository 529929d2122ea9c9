/** A mind of the first minute as a process: a view on standard input, its answer on standard output. */
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { companyMinds } from '../../charters/first-minute/index.ts'
import type { TurnView } from '../../host/ports/index.ts'

// Whoever audits a run gives the same mind another brief, and sees what it would have done.
const [, , member = '', folder] = process.argv
const mind = companyMinds(undefined).get(member)
const view = JSON.parse(await text(process.stdin)) as TurnView
const workplace = { variables: {}, ...(folder === undefined ? {} : { folder }) }
const signals = { stop: new AbortController().signal, onBreak: () => undefined }
const answer = await mind?.take(view, workplace, signals)
process.stdout.write(
  `${JSON.stringify(answer ?? { kind: 'nothing', why: `there is no ${member}` })}\n`,
)
