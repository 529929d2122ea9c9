/** A paid tool: the deposit is watched on its chain, and the call is paid once it is final. */
import { environment, id, onChain, oneOf, protocol, text } from '../../src/protocol/index.ts'

const store = environment('store', {
  reserve: { reads: [text()], kind: 'revocable', doubt: 'key' },
  call: { reads: [text()], kind: 'irreversible', doubt: 'ask' },
})

export const toolUse = protocol('tool-use', {
  key: 'call',
  roles: ['agent'],
  environments: { store },
  facts: {
    call: id(),
    request: text(),
    deposit: oneOf({ settled: onChain('final'), bounced: text() }),
  },
  messages: {
    reserve: {
      from: 'agent',
      to: 'store',
      out: ['call', 'request'],
      does: store.reserve('request'),
    },
    watch: { from: 'agent', to: 'agent', in: ['reserve.done'], out: ['deposit'] },
    use: {
      from: 'agent',
      to: 'store',
      in: ['deposit.settled', 'request'],
      does: store.call('request'),
      ends: 'completed',
    },
    giveUp: { from: 'agent', to: 'agent', in: ['deposit.bounced'], ends: 'failed' },
  },
  never: { 'called before the deposit was final': { in: ['use.done'], not: ['deposit.settled'] } },
})
