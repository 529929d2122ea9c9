/** A FIRM_HOME with a charter of its own: one person, members that never think, work on files. No git, no process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { present } from '../../src/base/index.ts'
import {
  type FirmPlaces,
  firmPlaces,
  openFirm,
  type OpenedFirm,
} from '../../src/cli/open-firm/index.ts'
import {
  keepOperatorKey,
  makeOperatorKey,
  openOperatorKey,
} from '../../src/cli/operator-key/index.ts'
import { runProgram } from '../../src/cli/program.ts'
import type { Surroundings } from '../../src/cli/surroundings.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { performVerb } from '../../src/host/verbs/index.ts'
import type { Chosen } from '../../src/kernel/index.ts'
import { afterLastAct, charterHash, signedText } from '../../src/kernel/index.ts'
import type { Ended } from './staged-home.ts'
import { trialSurroundings } from './trial-surroundings.ts'

const passphrase = 'correct horse battery'

/** The charter: who merges waits for the boss; a person decides, code would work. */
export const charterText = (goal: string): string => `
import { firm, gate, goal, person, protocol, files, id, text, stands, member, oneOf } from 'firm'

const place = files('.')

const change = protocol('change', {
  key: 'work',
  under: ['decision'],
  roles: ['lead', 'engineer', 'reviewer'],
  facts: {
    work: id(),
    spec: text(),
    engineer: member(),
    plan: text(),
    verdict: oneOf({ meets: text(), fails: text() }),
  },
  messages: {
    offer: { from: 'lead', to: 'engineer', out: ['work', 'spec', 'engineer'] },
    decline: { from: 'engineer', to: 'lead', in: ['spec'], not: ['plan'], ends: 'failed' },
    accept: { from: 'engineer', to: 'reviewer', in: ['spec'], out: ['plan'] },
    judge: { from: 'reviewer', to: 'lead', in: ['plan'], out: ['verdict'] },
    close: { from: 'lead', to: 'engineer', in: ['verdict'], ends: 'completed' },
  },
})

const ruling = protocol('ruling', {
  key: 'question',
  roles: ['owner'],
  facts: { question: id(), topic: id(), decided: stands(text(), 'decision/{topic}') },
  messages: {
    rule: { from: 'owner', to: 'owner', out: ['question', 'topic', 'decided'], ends: 'completed' },
  },
})

export default firm('acme', {
  goal: goal('${goal}', { owner: 'ana', measure: 'ana says so' }),
  members: {
    ana: person({ roles: ['operator', 'owner', 'lead'] }),
    eve: person({ roles: ['engineer'] }),
    rob: person({ roles: ['reviewer'] }),
  },
  protocols: [change, ruling],
  policy: [gate(change, 'accept').approval('ana')],
})
`

/** A home, and what is done with it. */
export interface CharterHome {
  readonly home: string
  readonly places: FirmPlaces
  readonly firm: (...words: readonly string[]) => Promise<Ended>
  /** The program on another home. */
  readonly at: (home: string) => (...words: readonly string[]) => Promise<Ended>
  /** Writes another goal into the charter on disk. */
  readonly rewrite: (goal: string) => void
  /** Members speak, and the host is closed again. */
  readonly say: (...said: readonly (readonly [string, Chosen])[]) => Promise<void>
  /** The firm is hosted in this process while it is used. */
  readonly host: (use: (opened: OpenedFirm) => Promise<void>) => Promise<void>
  readonly remove: () => void
}

/** Founds the firm and adopts its charter, signed: this one, or the one that is given. */
export const foundHome = async (charter = charterText('ship it')): Promise<CharterHome> => {
  const home = mkdtempSync(join(tmpdir(), 'firm chartered '))
  const places = firmPlaces(home)
  const write = (text: string): void => {
    mkdirSync(places.charterFolder, { recursive: true })
    writeFileSync(places.charterFile, text)
  }
  write(charter)
  const { surroundings } = trialSurroundings()
  const { modules } = surroundings
  const secrets = { ...surroundings.secrets, passphrase: async () => passphrase }
  // One loader for all commands: each brings a thread of its own.
  const runIn =
    (folder: string) =>
    async (...words: readonly string[]): Promise<Ended> => {
      const variables = { FIRM_HOME: folder }
      const trial = trialSurroundings({ variables, folder, secrets, modules })
      const code = await runProgram(words, verbs, trial.surroundings)
      return { code, out: trial.written, err: trial.complained }
    }
  await found(places, surroundings)
  return {
    home,
    places,
    rewrite: (goal) => write(charterText(goal)),
    firm: runIn(home),
    at: runIn,
    say: async (...said) =>
      await withHost(places, surroundings, async ({ desk }) => {
        for (const [member, chosen] of said) {
          const acted = await performVerb(desk, 'act', { member, ...chosen })
          if (!acted.ok) throw new TypeError(acted.message)
        }
      }),
    host: async (use) => await withHost(places, surroundings, use),
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}

const withHost = async (
  places: FirmPlaces,
  { clock, modules }: Surroundings,
  use: (opened: OpenedFirm) => Promise<void>,
): Promise<void> => {
  const loader = modules.charters()
  const opened = await openFirm({
    places,
    clock,
    loader,
    variables: {},
    founding: true,
    warn: (amiss) => {
      throw amiss
    },
  })
  if (!opened.ok) throw new TypeError(opened.message)
  try {
    await use(opened.value)
  } finally {
    await opened.value.close()
  }
}

const found = async (places: FirmPlaces, surroundings: Surroundings): Promise<void> => {
  let chance = 0
  const randomBytes = (count: number): Uint8Array => new Uint8Array(count).fill((chance += 1))
  const sealed = await makeOperatorKey(passphrase, { randomBytes, cost: 2 })
  const key = present(sealed.ok ? sealed.value : undefined, 'a key is made')
  await keepOperatorKey(places.home, key)
  const opened = await openOperatorKey(key, passphrase)
  const { sign } = present(opened.ok ? opened.value : undefined, 'it opens')
  await withHost(places, surroundings, async ({ host, desk }) => {
    await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: key.publicKey })
    await host.submit({ type: 'start-host', process: 1 })
    const loaded = await surroundings.modules.charters().load(places.charterFile)
    if (!loaded.ok) throw new TypeError(loaded.message)
    const hash = charterHash(loaded.value.firm.form)
    const act = { verb: 'apply', what: afterLastAct(host.state, hash) }
    const signature = sign(signedText('acme', act))
    const adopted = await desk.adopt({ by: 'ana', hash, signature })
    if (!adopted.ok) throw new TypeError(adopted.message)
  })
}
