/** The code of charters: kept in content when one is adopted, and loaded from there by whoever hosts it later. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, normalize, sep } from 'node:path'
import { z } from 'zod'
import { type Faults, FirmError, type Hash, noFaults } from '../../base/index.ts'
import type { CharterLoader, LoadedCharter } from '../../host/charter/index.ts'
import type { Host } from '../../host/index.ts'
import type { Content } from '../../ledger/index.ts'
import { keptCodeNote, type Memory } from '../../memory/index.ts'
import type { HomeFaultPoint } from './fault-points.ts'
import type { FirmPlaces } from './firm-places.ts'

const bundleSchema = z.object({
  entry: z.string(),
  files: z.array(z.object({ path: z.string(), base64: z.string() })),
})

type Bundle = z.infer<typeof bundleSchema>

/** A firm that is open, and what it remembers. */
export interface RememberingFirm {
  readonly host: Host
  readonly memory: () => Memory
}

/** Keeps a charter's files in content, and notes in the ledger by which name. Twice is once. */
export const keepCode = async (
  { host, memory }: RememberingFirm,
  loaded: LoadedCharter,
  by: string,
): Promise<void> => {
  const { content } = host.options
  const { code } = loaded.firm.form
  if (memory().keptCode.has(code)) return
  const files = loaded.files.map(({ path, bytes }) => ({
    path,
    base64: Buffer.from(bytes).toString('base64'),
  }))
  const bundle = JSON.stringify({ entry: loaded.entry, files })
  const name = await content.put(new TextEncoder().encode(bundle))
  await host.submit({
    type: 'note-observation',
    by,
    ...keptCodeNote({ code, content: name, fileCount: files.length }),
  })
}

/** What loading kept code needs. */
export interface KeptCode {
  readonly places: FirmPlaces
  readonly loader: CharterLoader
  /** Says where it lies: the ledger is not looked through for it. */
  readonly memory: () => Memory
  readonly content: Content
  readonly faults?: Faults
}

/**
 * Loads the code of an adopted charter: from what was kept when it was adopted, whatever became of the files
 * since. Code that needs packages beside the charter's own files is loaded from there while it is unchanged.
 */
export const loadKeptCode = async (
  { places, loader, memory, content, faults = noFaults }: KeptCode,
  code: string,
): Promise<LoadedCharter> => {
  const folder = join(places.code, code)
  const name = memory().keptCode.get(code)
  const bundle = name === undefined ? undefined : await readBundle(content, name)
  if (bundle !== undefined && !existsSync(folder)) await layOut(bundle.files, folder, faults)
  const entry = bundle?.entry
  const kept = entry === undefined ? undefined : await loader.load(join(folder, entry))
  if (kept?.ok === true && kept.value.firm.form.code === code) return kept.value
  const beside = await loader.load(places.charterFile)
  if (beside.ok && beside.value.firm.form.code === code) return beside.value
  const why =
    kept?.ok === false ? kept.message : 'its files and packages are no longer what they were'
  throw new CodeLostError(code, why)
}

const readBundle = async (content: Content, name: Hash): Promise<Bundle | undefined> => {
  const found = await content.get(name)
  if (!found.ok) return undefined
  return bundleSchema.parse(JSON.parse(new TextDecoder().decode(found.value)))
}

/** The bundle's files in a folder of their own, complete or not at all. */
const layOut = async (files: Bundle['files'], folder: string, faults: Faults): Promise<void> => {
  const reach = (point: HomeFaultPoint): void => faults.reach(point)
  const making = `${folder}.making-${process.pid}`
  reach('kept code: before it is laid out')
  await removeDrafts(folder)
  for (const { path, base64 } of files) {
    const file = normalize(join(making, path))
    if (!file.startsWith(making + sep)) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, Buffer.from(base64, 'base64'), { flush: true })
    reach('kept code: a file laid out')
  }
  reach('kept code: before it is in place')
  await rename(making, folder).catch(async () => await rm(making, { recursive: true, force: true }))
  reach('kept code: in place')
}

/** What was laid out beside the folder by hosts that were killed; only the host of a firm does this. */
const removeDrafts = async (folder: string): Promise<void> => {
  const beside = dirname(folder)
  const names = existsSync(beside) ? await readdir(beside) : []
  for (const name of names) {
    if (!name.startsWith(`${basename(folder)}.making-`)) continue
    await rm(join(beside, name), { recursive: true, force: true })
  }
}

/** The code of the adopted charter can no longer be loaded. */
export class CodeLostError extends FirmError {
  override readonly name = 'CodeLostError'

  constructor(code: string, why: string) {
    super('code-lost', `the code ${code.slice(0, 12)} of the charter cannot be loaded: ${why}`, {
      hint: 'Adopt the charter as it stands now: `firm apply`.',
      data: { code },
    })
  }
}
