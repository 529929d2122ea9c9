/** Writes a firm down in plain files: charter, ledger and content, for whoever reads them without Firm. */
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { type Hash, parseHash } from '../base/index.ts'
import type { Look } from '../host/looks/index.ts'
import { type Anchor, emptyAnchor, encodeAnchor } from '../ledger/index.ts'

/** What was written. */
export interface Exported {
  readonly anchor: Anchor
  readonly contentCount: number
  /** Content that the ledger names and that is not there any more, each with why. */
  readonly left: readonly string[]
}

const readme = `charter.json   the charter that stood at the end
ledger.jsonl   every event, a line each: its position, its hash, and the event
anchor.json    where the ledger ends; firm verify --anchor holds a ledger against it
content/       what events name by hash: previews, files, code

The hash of an event is the SHA-256, in hex, of the hash before it (as 64 hex digits) followed by
the event in canonical JSON (RFC 8785). Before the first event stand 64 zeros.
`

/** Writes everything into a folder that is there and empty. */
export const exportFirm = async (look: Look, folder: string): Promise<Exported> => {
  await writeFile(join(folder, 'README.txt'), readme)
  await writeFile(
    join(folder, 'charter.json'),
    `${JSON.stringify(look.state.charter ?? null, undefined, 2)}\n`,
  )
  const { anchor, named } = await writeLedger(look, join(folder, 'ledger.jsonl'))
  await writeFile(join(folder, 'anchor.json'), encodeAnchor(anchor))
  return { anchor, ...(await writeContent(look, join(folder, 'content'), named)) }
}

const writeLedger = async (
  look: Look,
  file: string,
): Promise<{ readonly anchor: Anchor; readonly named: ReadonlySet<Hash> }> => {
  const named = new Set<Hash>()
  const lines = createWriteStream(file)
  let anchor: Anchor = emptyAnchor
  for await (const entries of look.read(0)) {
    for (const { position, hash, body } of entries) {
      const line = `{"position":${position},"hash":"${hash}","event":${body}}\n`
      if (!lines.write(line)) await once(lines, 'drain')
      for (const name of hashesIn(body)) named.add(name)
      anchor = { position, hash }
    }
  }
  lines.end()
  await finished(lines)
  return { anchor, named }
}

const hashesIn = (body: string): readonly Hash[] =>
  (body.match(/"[0-9a-f]{64}"/g) ?? []).flatMap((text) => parseHash(text.slice(1, -1)) ?? [])

// Not every hash names content: those that nobody ever kept are signatures' subjects, effects and protocols.
const writeContent = async (
  { content }: Look,
  folder: string,
  named: ReadonlySet<Hash>,
): Promise<Omit<Exported, 'anchor'>> => {
  await mkdir(folder)
  const left: string[] = []
  let contentCount = 0
  for (const name of named) {
    const found = await content.get(name)
    if (found.ok) {
      await writeFile(join(folder, name), found.value)
      contentCount += 1
    } else if (found.why === 'erased') left.push(`${name}: ${found.message}`)
  }
  return { contentCount, left }
}
