/** Opens the firm of a home in this process, as its host or only to read it. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import {
  accepted,
  type Clock,
  type Faults,
  type FirmError,
  hashOfJson,
  noFaults,
  type Outcome,
} from '../../base/index.ts'
import { openProcesses } from '../../environments/process/index.ts'
import type { CharterLoader } from '../../host/charter/index.ts'
import { type Host, openHost, openRecollection } from '../../host/index.ts'
import type { Processes } from '../../host/ports/index.ts'
import { type Desk, openFeed } from '../../host/verbs/index.ts'
import type { CharterForm } from '../../kernel/index.ts'
import { openFolderContent } from '../../ledger/drivers/folder/index.ts'
import { openSqliteStore } from '../../ledger/drivers/sqlite/index.ts'
import {
  type Content,
  saltBytes,
  type Store,
  withContentFaults,
  withStoreFaults,
} from '../../ledger/index.ts'
import { loadTokenCounter } from '../../memory/index.ts'
import { NoFirmError, openHome } from '../firm-home/index.ts'
import { type Adopting, adoptSigned } from './adopt-signed.ts'
import { type Company, type CompanyCode, openCompany, type PreparedCompany } from './company.ts'
import { keepEarlierCode } from './earlier-code.ts'
import type { FirmPlaces } from './firm-places.ts'
import { CodeLostError, type KeptCode, loadKeptCode, type RememberingFirm } from './kept-code.ts'
import { rollBack } from './roll-back.ts'

/** What opening a firm needs of the machine. */
export interface FirmNeeds {
  readonly places: FirmPlaces
  readonly loader: CharterLoader
  readonly clock: Clock
  readonly variables: { readonly [name: string]: string | undefined }
  readonly faults?: Faults
  /** Ends the process that hosts, where a verb asks for it. */
  readonly stop?: () => void
  /** The code of a company that is given as a value, whatever lies on disk. */
  readonly given?: CompanyCode
  /** Hears what is amiss and keeps nothing from being opened. */
  readonly warn?: (error: FirmError) => void
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

/** What a firm stands on while it is open. */
interface Footing {
  readonly needs: FirmNeeds
  readonly store: Store
  readonly content: Content
  readonly processes: Processes
  readonly company: Company
  readonly markOf: (turn: string) => string
}

/**
 * Becomes the host of the firm, or says who is. What the programs of the host before left running is ended
 * first; the members' minds are those of the adopted charter, from the code that was kept with it.
 */
export const openFirm = async (needs: FirmNeeds): Promise<Outcome<OpenedFirm, 'held'>> => {
  const { places } = needs
  if (needs.founding === undefined && !existsSync(places.ledger)) throw new NoFirmError(places.home)
  openHome(places.home)
  const footing = await openFooting(needs)
  const shut = async (): Promise<void> => {
    await footing.store.close()
    await footing.content.close()
  }
  try {
    const opened = await openOn(footing)
    if (!opened.ok) {
      await shut()
      return opened
    }
    const { close } = opened.value
    const closeAll = async (): Promise<void> => {
      await close()
      await shut()
    }
    return accepted({ ...opened.value, close: closeAll })
  } catch (error) {
    await shut()
    throw error
  }
}

const openFooting = async (needs: FirmNeeds): Promise<Footing> => {
  const { places, clock, variables } = needs
  await mkdir(places.scratch, { recursive: true })
  const faults = needs.faults ?? noFaults
  const processes = await openProcesses()
  return {
    needs,
    processes,
    store: withStoreFaults(await openSqliteStore(places.ledger), faults),
    content: withContentFaults(
      await openFolderContent(places.content, () => randomBytes(saltBytes)),
      faults,
    ),
    company: openCompany({ places, clock, faults, processes, variables }),
    markOf: (turn) => hashOfJson([places.home, turn]),
  }
}

const openOn = async (footing: Footing): Promise<Outcome<OpenedFirm, 'held'>> => {
  const { needs, store, content, company, markOf, processes } = footing
  const countTokens = await loadTokenCounter()
  const recollection = openRecollection({ tokensMax: briefTokensMax, countTokens })
  const feed = openFeed()
  const opened = await openHost({
    name: `host-${process.pid}-${randomBytes(3).toString('hex')}`,
    process: process.pid,
    store,
    content,
    clock: needs.clock,
    faults: needs.faults ?? noFaults,
    staff: company.staff,
    environments: company.environments,
    scratches: company.scratches,
    codeOf: company.codeOf,
    recollection,
    markOf,
    processes,
    told: feed.tell,
  })
  if (!opened.ok) return opened
  const { host, lost, close } = opened.value
  const { memory } = recollection
  try {
    await seat(footing, { host, memory })
  } catch (error) {
    await close()
    throw error
  }
  const { faults = noFaults } = needs
  const adopting: Adopting = { ...needs, faults, company, host, memory }
  const desk: Desk = {
    host,
    feed,
    memory,
    adopt: async (order) => await adoptSigned(adopting, order),
    rollBack: async (order) => await rollBack(adopting, order),
    stop: needs.stop ?? (() => undefined),
  }
  return accepted({ desk, host, lost, close })
}

/** Gives every member of the adopted charter its mind, and every environment its place. */
const seat = async (footing: Footing, { host, memory }: RememberingFirm): Promise<void> => {
  const { needs, content, company } = footing
  const { places, loader, warn, faults = noFaults } = needs
  const kept = { places, loader, memory, content, faults }
  const newest = await seatNewest(footing, { host, kept })
  await keepEarlierCode(host.state, {
    company,
    kept,
    newest,
    ...(warn === undefined ? {} : { warn }),
  })
}

const seatNewest = async (
  { needs, company }: Footing,
  { host, kept }: { readonly host: Host; readonly kept: KeptCode },
): Promise<CompanyCode | undefined> => {
  const { given } = needs
  const { charter, charterVersion } = host.state
  try {
    if (given === undefined && charter === undefined) return undefined
    const code = given ?? (await loadKeptCode(kept, charter?.code ?? '')).firm
    const prepared = await company.prepare(code)
    prepared.take(charterVersion)
    return code
  } catch (error) {
    if (charter === undefined || !(error instanceof CodeLostError)) throw error
    // Effects are settled and the operator is heard without the code; nobody thinks until it is mended.
    needs.warn?.(error)
    const prepared = await prepareWithoutCode(company, charter)
    prepared.take(charterVersion)
    return undefined
  }
}

// A copy of a firm may have left its environments behind: then the operator is heard all the same.
const prepareWithoutCode = async (
  company: Company,
  charter: CharterForm,
): Promise<PreparedCompany> => {
  const code = { scripts: {}, protocols: {} }
  try {
    return await company.prepare({ ...code, form: { ...charter, members: {} } })
  } catch {
    return await company.prepare({ ...code, form: { ...charter, members: {}, environments: {} } })
  }
}
