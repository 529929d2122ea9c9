/** The code of charters: kept in content when one is adopted, and loaded from there by whoever hosts it later. */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { z } from 'zod'
import { FirmError, type Hash } from '../../base/index.ts'
import type { CharterLoader, LoadedCharter } from '../../host/charter/index.ts'
import type { Host } from '../../host/index.ts'
import type { Content } from '../../ledger/index.ts'
import { keptCodeNote, type Memory } from '../../memory/index.ts'
import type { FirmPlaces } from './firm-places.ts'

const bundleSchema = z.object({
  entry: z.string(),
  files: z.array(z.object({ path: z.string(), base64: z.string() })),
})

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
}

/**
 * Loads the code of an adopted charter: from what was kept when it was adopted, whatever became of the files
 * since. Code that needs packages beside the charter's own files is loaded from there while it is unchanged.
 */
export const loadKeptCode = async (
  { places, loader, memory, content }: KeptCode,
  code: string,
): Promise<LoadedCharter> => {
  const folder = join(places.code, code)
  const name = memory().keptCode.get(code)
  const entry = name === undefined ? undefined : await unpack(content, name, folder)
  const kept = entry === undefined ? undefined : await loader.load(join(folder, entry))
  if (kept?.ok === true && kept.value.firm.form.code === code) return kept.value
  const beside = await loader.load(places.charterFile)
  if (beside.ok && beside.value.firm.form.code === code) return beside.value
  const why =
    kept?.ok === false ? kept.message : 'its files and packages are no longer what they were'
  throw new CodeLostError(code, why)
}

/** The bundle's files in a folder of their own, complete or not at all; answers the entry. */
const unpack = async (
  content: Content,
  name: Hash,
  folder: string,
): Promise<string | undefined> => {
  const found = await content.get(name)
  if (!found.ok) return undefined
  const bundle = bundleSchema.parse(JSON.parse(new TextDecoder().decode(found.value)))
  if (existsSync(folder)) return bundle.entry
  const making = `${folder}.making-${process.pid}`
  for (const { path, base64 } of bundle.files) {
    const file = normalize(join(making, path))
    if (!file.startsWith(making + sep)) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, Buffer.from(base64, 'base64'))
  }
  await rename(making, folder).catch(async () => await rm(making, { recursive: true, force: true }))
  return bundle.entry
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
