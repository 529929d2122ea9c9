/** FIRM_HOME/joined.json: what was in each configuration before, and what was made of it, so that leaving undoes it. */
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FirmError } from '../../base/index.ts'
import { writeWhole } from './settings-file.ts'

const keptFile = z.object({
  agent: z.enum(['claude', 'codex', 'gemini', 'every']),
  file: z.string(),
  before: z.string().optional(),
  after: z.string(),
  folders: z.array(z.string()),
})

const record = z.object({ version: z.literal(1), files: z.array(keptFile) })

/** What is kept of one file. */
export interface JoinedFile {
  readonly agent: 'claude' | 'codex' | 'gemini' | 'every'
  readonly file: string
  /** Its text without ours; absent where there was no file. */
  readonly before?: string
  readonly after: string
  /** The folders that were made for it, outermost first. */
  readonly folders: readonly string[]
}

const recordFile = (home: string): string => join(home, 'joined.json')

/** What is kept, in the order in which it was joined. */
export const readJoined = (home: string): readonly JoinedFile[] => {
  const file = recordFile(home)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  const read = record.safeParse(parseJson(text))
  if (!read.success) throw new JoinedRecordError(file)
  return read.data.files.map(({ before, ...rest }) =>
    before === undefined ? rest : { ...rest, before },
  )
}

/** What is kept of one file. */
export const joinedFile = (home: string, file: string): JoinedFile | undefined =>
  readJoined(home).find((kept) => kept.file === file)

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Keeps one file's account in place of its earlier one. */
export const keepJoined = (home: string, kept: JoinedFile): void =>
  writeJoined(home, [...readJoined(home).filter(({ file }) => file !== kept.file), kept])

/** Forgets a file that we have left. */
export const forgetJoined = (home: string, file: string): void =>
  writeJoined(
    home,
    readJoined(home).filter((kept) => kept.file !== file),
  )

const writeJoined = (home: string, files: readonly JoinedFile[]): void => {
  const file = recordFile(home)
  if (files.length === 0) return rmSync(file, { force: true })
  const draft = `${file}.new`
  writeWhole(draft, `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`, 0o600)
  renameSync(draft, file)
}

/** joined.json does not say what it should. */
export class JoinedRecordError extends FirmError {
  override readonly name = 'JoinedRecordError'

  constructor(file: string) {
    super('joined-record-broken', `${file} is no record of what was joined`, {
      hint: 'Move it away: leaving then takes out of the configurations what is known to be ours.',
      data: { file },
    })
  }
}
