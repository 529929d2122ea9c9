/** Window: one session of a coding agent is there, in a seat of the firm, until it leaves. */
import { id, instant, integer, text } from '../fact/plain-facts.ts'
import { protocol } from '../language/protocol.ts'

/**
 * Window: its presence. `session` is a hash, for whoever knows the session's own name may speak as that window;
 * `process` is 0 where nobody told it. Nothing is open. A window that is silent or whose process is gone is ended by
 * the host, as expired or failed.
 */
export const presence = protocol('window', {
  key: 'visit',
  roles: ['window'],
  facts: {
    visit: id(),
    agent: text(),
    session: text(),
    folder: text(),
    process: integer({ min: 0 }),
    since: instant(),
    left: text(),
  },
  messages: {
    join: {
      from: 'window',
      to: 'window',
      out: ['visit', 'agent', 'session', 'folder', 'process', 'since'],
    },
    leave: { from: 'window', to: 'window', in: ['visit'], out: ['left'], ends: 'completed' },
  },
})
