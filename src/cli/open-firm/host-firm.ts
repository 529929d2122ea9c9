/** A company in one program: founded, hosted and asked in this process, on the embedded store. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { FirmError, isJsonObject, type Json, type JsonObject, refused } from '../../base/index.ts'
import { realClock } from '../../environments/clock/index.ts'
import type { CharterLoader } from '../../host/charter/index.ts'
import { type Host, startFreePace } from '../../host/index.ts'
import { type Desk, performVerb } from '../../host/verbs/index.ts'
import type { Firm } from '../../kernel/charter/index.ts'
import { afterLastAct, charterHash, type FirmEvent, signedText } from '../../kernel/index.ts'
import {
  keepOperatorKey,
  makeOperatorKey,
  openOperatorKey,
  type OperatorKey,
  readOperatorKey,
} from '../operator-key/index.ts'
import { openHome } from '../firm-home/index.ts'
import { firmPlaces } from './firm-places.ts'
import { type FirmNeeds, openFirm } from './open-firm.ts'
import { startPost } from './post.ts'

/** Where and as what a company is hosted. */
export interface HostFirmOptions {
  /** The folder that keeps it; without one it lives until `close` and is then gone. */
  readonly home?: string
  /** Opens the operator's key of that folder, or seals a new one. */
  readonly passphrase?: string
  /** What relative paths of environments are seen from; the folder of the process unless said. */
  readonly folder?: string
  /** Hears what threw in a turn or an effect; it is tried again. */
  readonly failed?: (cause: unknown) => void
}

/** A message that opens a protocol, in the name of a member. */
export interface AskedWork {
  readonly by: string
  readonly protocol: { readonly name: string }
  readonly message: string
  readonly facts: JsonObject
}

/** How work came out, and every fact that was bound on the way. */
export interface EndedWork {
  /** completed, failed, cancelled, expired or superseded. */
  readonly as: string
  readonly facts: JsonObject
}

/** A company that this process hosts. */
export interface HostedFirm {
  readonly home: string
  /** Begins work and resolves once it has ended; throws AskRefusedError where it may not begin. */
  readonly ask: (asked: AskedWork) => Promise<EndedWork>
  readonly close: () => Promise<void>
}

/** Hosts a company: members take turns and effects happen until it is closed. */
export const hostFirm = async (
  company: Firm,
  options: HostFirmOptions = {},
): Promise<HostedFirm> => {
  const isPassing = options.home === undefined
  const home = resolve(options.home ?? (await mkdtemp(join(tmpdir(), 'firm-'))))
  openHome(home)
  const key = await keyOf(home, options.passphrase)
  const needs = needsFor(company, home, options)
  const opened = await openFirm(needs)
  if (!opened.ok) throw new AskRefusedError(opened.message, opened.hint)
  const { host, desk, close } = opened.value
  const leave = async (): Promise<void> => {
    await close()
    if (isPassing) await rm(home, { recursive: true, force: true })
  }
  try {
    await found(host, company, key)
  } catch (error) {
    await leave()
    throw error
  }
  const failed = options.failed ?? (() => undefined)
  const pace = startFreePace(host, failed)
  const post = startPost(host, { ...needs, failed })
  return {
    home,
    ask: async (asked) => await ask(desk, asked),
    close: async () => {
      pace.stop()
      post.stop()
      await leave()
    },
  }
}

const needsFor = (company: Firm, home: string, options: HostFirmOptions): FirmNeeds => ({
  places: { ...firmPlaces(home), charterFolder: resolve(options.folder ?? '.') },
  loader: nothingToLoad,
  clock: realClock(),
  variables: process.env,
  founding: true,
  given: company,
})

/** A company that is a value has no files that could be loaded again. */
const nothingToLoad: CharterLoader = {
  load: async () => await Promise.resolve(refused('no-file', 'this company is given by a program')),
  loadModule: async () =>
    await Promise.resolve(refused('no-file', 'this company is given by a program')),
}

/** The key of a folder that stays; for one that does not, a key that nobody else will ever hold. */
const keyOf = async (home: string, passphrase: string | undefined): Promise<OperatorKey> => {
  const secret = passphrase ?? randomBytes(32).toString('hex')
  let sealed = readOperatorKey(home)
  if (sealed === undefined) {
    const made = await makeOperatorKey(secret, {
      randomBytes,
      ...(passphrase === undefined ? { cost: passingCost } : {}),
    })
    if (!made.ok) throw new AskRefusedError(made.message, made.hint)
    sealed = made.value
    if (passphrase !== undefined) await keepOperatorKey(home, sealed)
  }
  const opened = await openOperatorKey(sealed, secret)
  if (opened.ok) return opened.value
  throw new AskRefusedError(opened.message, 'Give the `passphrase` of this folder.')
}

/** Nobody can guess a passphrase of 32 random bytes that is forgotten at once. */
const passingCost = 2 ** 12

const found = async (host: Host, company: Firm, key: OperatorKey): Promise<void> => {
  const { form } = company
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm: company.name, operatorKey: key.publicKey })
    await host.submit({ type: 'start-host', process: process.pid })
  }
  const { charter } = host.state
  if (charter !== undefined && charterHash(charter) === charterHash(form)) return
  const by = Object.entries(form.members).find(([, { roles }]) => roles.includes('operator'))?.[0]
  const act = { verb: 'apply', what: afterLastAct(host.state, charterHash(form)) }
  const signature = key.sign(signedText(host.state.name, act))
  const verdict = await host.submit({
    type: 'adopt-charter',
    charter: form,
    by: by ?? '',
    signature,
  })
  if (!verdict.ok) throw new AskRefusedError(verdict.message, undefined)
}

/** Begins work and waits for its end; what its messages bound is gathered on the way. */
const ask = async (desk: Desk, asked: AskedWork): Promise<EndedWork> => {
  const { by: member, protocol, message, facts } = asked
  const heard: FirmEvent[] = []
  let hear: (event: FirmEvent) => void = (event) => void heard.push(event)
  const ignore = desk.feed.listen(({ event }) => hear(event))
  try {
    const opens = protocol.name
    const sent = await performVerb(desk, 'act', { member, enactment: '', message, facts, opens })
    if (!sent.ok) throw new AskRefusedError(sent.message, sent.hint)
    const work = enactmentIn(sent.value)
    return await new Promise((resolveWork) => {
      const bound: { [fact: string]: Json } = {}
      hear = (event) => {
        if (event.type === 'message-sent' && event.enactment === work) {
          Object.assign(bound, event.facts)
        }
        if (event.type === 'enactment-ended' && event.enactment === work) {
          resolveWork({ as: event.as, facts: bound })
        }
      }
      for (const event of heard) hear(event)
    })
  } finally {
    ignore()
  }
}

const enactmentIn = (value: Json): string => {
  const named = isJsonObject(value) ? value['enactment'] : undefined
  return typeof named === 'string' ? named : ''
}

/** The company could not be hosted, or work could not begin. */
export class AskRefusedError extends FirmError {
  override readonly name = 'AskRefusedError'

  constructor(message: string, hint: string | undefined) {
    super('ask-refused', message, hint === undefined ? {} : { hint })
  }
}
