/** Opens the firm of a home in this process, as its host or only to read it. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import {
  accepted,
  type Clock,
  type Faults,
  hashOfJson,
  type Json,
  noFaults,
  type Outcome,
  refused,
} from '../../base/index.ts'
import { openProcesses } from '../../environments/process/index.ts'
import type { CharterLoader } from '../../host/charter/index.ts'
import { type Host, openHost, openRecollection } from '../../host/index.ts'
import { type AdoptOrder, asJson, type Desk, openFeed } from '../../host/verbs/index.ts'
import { charterHash, decide } from '../../kernel/index.ts'
import { openFolderContent } from '../../ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../ledger/drivers/sqlite/index.ts'
import { saltBytes } from '../../ledger/index.ts'
import { loadTokenCounter } from '../../memory/index.ts'
import { NoFirmError, openHome } from '../firm-home/index.ts'
import { type Company, openCompany } from './company.ts'
import type { FirmPlaces } from './firm-places.ts'
import { keepCode, loadKeptCode } from './kept-code.ts'

/** What opening a firm needs of the machine. */
export interface FirmNeeds {
  readonly places: FirmPlaces
  readonly loader: CharterLoader
  readonly clock: Clock
  readonly variables: { readonly [name: string]: string | undefined }
  readonly faults?: Faults
  /** Ends the process that hosts, where a verb asks for it. */
  readonly stop?: () => void
  /** Makes the ledger where there is none; else its absence is an error. */
  readonly founding?: true
}

/** A firm that this process hosts. */
export interface OpenedFirm {
  readonly desk: Desk
  readonly host: Host
  /** Resolves when another has taken over or the book stopped. */
  readonly lost: Promise<string>
  readonly close: () => Promise<void>
}

/** How many tokens a brief has at most. */
const briefTokensMax = 4000

/**
 * Becomes the host of the firm, or says who is. What the programs of the host before left running is ended
 * first; the members' minds are those of the adopted charter, from the code that was kept with it.
 */
export const openFirm = async (needs: FirmNeeds): Promise<Outcome<OpenedFirm, 'held'>> => {
  const { places, clock, variables } = needs
  if (needs.founding === undefined && !existsSync(places.ledger)) throw new NoFirmError(places.home)
  openHome(places.home)
  await mkdir(places.scratch, { recursive: true })
  const faults = needs.faults ?? noFaults
  const store = await openSqliteStore(places.ledger)
  const content = await openFolderContent(places.content, () => randomBytes(saltBytes))
  const processes = await openProcesses()
  const countTokens = await loadTokenCounter()
  const recollection = openRecollection({ tokensMax: briefTokensMax, countTokens })
  const company = openCompany({ places, clock, faults, processes, variables })
  const feed = openFeed()
  const left: string[] = []
  const markOf = (turn: string): string => hashOfJson([places.home, turn])
  const opened = await openHost({
    name: `host-${process.pid}-${randomBytes(3).toString('hex')}`,
    process: process.pid,
    store,
    content,
    clock,
    faults,
    recollection,
    markOf,
    staff: company.staff,
    environments: company.environments,
    scratches: company.scratches,
    told: (told) => {
      const { event } = told
      if (event.type === 'turn-ended' && event.how === 'abandoned') left.push(event.turn)
      feed.tell(told)
    },
  })
  const shut = async (): Promise<void> => {
    await store.close()
    await content.close()
  }
  if (!opened.ok) {
    await shut()
    return opened
  }
  const { host, lost, close } = opened.value
  const desk: Desk = {
    host,
    feed,
    memory: recollection.memory,
    adopt: async (order) => await adopt({ needs, company, host }, order),
    stop: needs.stop ?? (() => undefined),
  }
  const closeAll = async (): Promise<void> => {
    await close()
    await shut()
  }
  try {
    for (const turn of left) await processes.endLeftOver(markOf(turn))
    const { charter } = host.state
    if (charter !== undefined) {
      const kept = { places, loader: needs.loader, store, content }
      const loaded = await loadKeptCode(kept, charter.code)
      const prepared = await company.prepare(loaded.firm)
      prepared.take()
    }
  } catch (error) {
    await closeAll()
    throw error
  }
  return accepted({ desk, host, lost, close: closeAll })
}

/** Minds and environments are there before the charter is, so that whoever it wakes can think. */
const adopt = async (
  {
    needs,
    company,
    host,
  }: {
    readonly needs: FirmNeeds
    readonly company: Company
    readonly host: Host
  },
  { by, signature, hash }: AdoptOrder,
): Promise<Outcome<Json, string>> => {
  const loaded = await needs.loader.load(needs.places.charterFile)
  if (!loaded.ok) return loaded
  const { firm } = loaded.value
  if (charterHash(firm.form) !== hash) {
    return refused(
      'charter-changed',
      `${needs.places.charterFile} is no longer what was signed`,
      'Look at it again with `firm diff`, and sign what is there now.',
    )
  }
  const order = { type: 'adopt-charter', charter: firm.form, by, signature } as const
  const trial = decide(host.state, { ...order, at: needs.clock.now(), host: host.options.name })
  if (!trial.ok) return refused(trial.why, trial.message)
  const prepared = await company.prepare(firm)
  await keepCode(host, loaded.value, by)
  const goBack = prepared.take()
  const verdict = await host.submit(order)
  if (verdict.ok) {
    return accepted(asJson({ version: host.state.charterVersion, warnings: firm.warnings }))
  }
  goBack()
  return refused(verdict.why, verdict.message)
}
