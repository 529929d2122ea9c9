/** The firm that is killed, opened on real drivers: a SQLite file, a folder of content, git, files, bells and a chain. */
import { randomBytes } from 'node:crypto'
import type { Clock, Faults } from '../../src/base/index.ts'
import { openFilesEnvironment } from '../../src/environments/files/index.ts'
import {
  memberIdentity,
  openGitEnvironment,
  openGitScratch,
} from '../../src/environments/git/index.ts'
import { openRepository } from '../../src/environments/git/reader/index.ts'
import { type HostOptions, openRecollection } from '../../src/host/index.ts'
import type { CharterForm } from '../../src/kernel/index.ts'
import { openFolderContent } from '../../src/ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { saltBytes, withContentFaults, withStoreFaults } from '../../src/ledger/index.ts'
import type { AnySchema } from '../../src/protocol/index.ts'
import { staffed } from '../../src/testing/staged-firm.ts'
import { openBell } from './bell.ts'
import { openChain } from './chain.ts'
import type { CrashHome } from './crash-home.ts'
import { type Backlog, mindsOf } from './minds.ts'
import { protocols } from './protocols.ts'
import { boss } from './story.ts'

/** The charter of the firm; merges of the lead wait for the operator, so that previews are kept. */
export const charter: CharterForm = {
  format: 1,
  name: 'acme',
  goal: { text: 'survive', owner: boss, measure: 'nothing lost, nothing twice' },
  members: {
    [boss]: staffed(['operator', 'owner', 'clerk'], boss),
    lea: staffed(['lead'], 'lea'),
    eve: staffed(['engineer', 'proposer'], 'eve'),
    rob: staffed(['reviewer'], 'rob'),
  },
  protocols: Object.fromEntries(protocols.map(({ name, form }) => [name, form])),
  environments: {},
  policy: [{ protocol: 'change', message: 'apply', gate: { kind: 'approval', who: boss } }],
  budgets: [],
  code: '',
}

const factsOf = (name: string): { readonly [fact: string]: AnySchema } =>
  protocols.find((protocol) => protocol.name === name)?.facts ?? {}

/** What varies between hosts of one firm. */
export interface Life {
  readonly name: string
  readonly clock: Clock
  readonly faults: Faults
  readonly backlog: Backlog
  readonly told: HostOptions['told']
}

/** A recollection that has heard of nothing. */
export const recollection = (): HostOptions['recollection'] =>
  openRecollection({ tokensMax: 1000, countTokens: (text) => Math.ceil(text.length / 4) })

/** Opens everything that a host needs; both drivers reach their fault points. */
export const openWorld = async (home: CrashHome, life: Life): Promise<HostOptions> => {
  const { name, clock, faults, backlog, told } = life
  const repository = await openRepository(home.repository)
  const identity = memberIdentity('firm')
  const place = openGitEnvironment({ repository, identity, clock, faults })
  const folder = openFilesEnvironment({ root: home.files, records: home.records, faults })
  const salts = (): Uint8Array => randomBytes(saltBytes)
  return {
    name,
    process: process.pid,
    clock,
    faults,
    told,
    store: withStoreFaults(await openSqliteStore(home.ledger), faults),
    content: withContentFaults(await openFolderContent(home.content, salts), faults),
    staff: {
      minds: mindsOf(backlog),
      schemaOf: (protocol, fact) => factsOf(protocol)[fact],
      unfenced: new Set(),
      variablesOf: () => ({}),
    },
    environments: new Map([
      ...['place', 'repo'].map((called) => [called, place] as const),
      ...['first', 'second', 'third'].map((called) => [called, folder] as const),
      ['chain', openChain(home.chain)],
      ['bell', openBell(home.bells, false)],
      ['mute', openBell(home.bells, true)],
    ]),
    scratches: new Map([
      ['place', openGitScratch({ repository, root: home.scratch, clock, faults })],
    ]),
    recollection: recollection(),
  }
}
