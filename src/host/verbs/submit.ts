/** Handing one command to the kernel, and its refusal to whoever asked, with what to do about it. */
import { accepted, type Json, type Outcome, refused } from '../../base/index.ts'
import type { CommandRefusal, FirmEvent } from '../../kernel/index.ts'
import type { Host, Request } from '../host.ts'

const mends: { readonly [why in CommandRefusal]?: string } = {
  'no-such-enactment': '`firm status` lists the open work.',
  'no-such-intent': '`firm intents` lists those that wait.',
  'no-such-member': '`firm status` lists the members.',
  'bad-signature': 'Look again and sign afresh, with the key that `firm init` made for this firm.',
  'nothing-to-do': 'Nothing was changed.',
}

/** Submits a command; what it answers is read from the events that became durable. */
export const submit = async (
  host: Host,
  request: Request,
  answer: (events: readonly FirmEvent[]) => Json,
): Promise<Outcome<Json, string>> => {
  const verdict = await host.submit(request)
  if (verdict.ok) return accepted(answer(verdict.events))
  return refused(verdict.why, verdict.message, mends[verdict.why])
}
