/** `firm verify`: walks the chain and names the first event that does not fit. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { verifyForm } from '../../api/verbs/index.ts'
import { FirmError } from '../../base/index.ts'
import { type Anchor, type Misfitting, parseAnchor, verify as walk } from '../../ledger/index.ts'
import type { Verified } from '../../ledger/index.ts'
import { withLedger } from '../open-ledger.ts'
import { refusalJson } from '../refusal-json.ts'
import type { Answer, Verb } from '../verb.ts'

const readAnchor = (file: string): Anchor => {
  if (!existsSync(file)) {
    throw new AnchorFileError(file, 'there is no such file', 'Write one: `firm anchor --json`.')
  }
  const read = parseAnchor(readFileSync(file, 'utf8'))
  if (read.ok) return read.value
  throw new AnchorFileError(file, read.message, read.hint)
}

const answerOf = (found: Verified | Misfitting): Answer => {
  if (found.ok) {
    const { position } = found.tip
    const { message } = found
    return { exit: 'done', lines: [message], json: { ok: true, position, message } }
  }
  const { position, message, why, hint } = found
  return {
    exit: 'refused',
    lines: [],
    complaints: [message, ...(hint === undefined ? [] : [hint])],
    json: { ok: false, position, ...refusalJson({ code: why, message, hint }) },
  }
}

export const verify: Verb = {
  ...verifyForm,
  run: async ({ options }, surroundings) => {
    const file = options['anchor']
    const held = file === undefined ? undefined : readAnchor(resolve(surroundings.folder, file))
    return answerOf(await withLedger(surroundings, async (store) => await walk(store, held)))
  },
}

/** The file that was given as an anchor is none. */
export class AnchorFileError extends FirmError {
  override readonly name = 'AnchorFileError'

  constructor(file: string, why: string, hint: string | undefined) {
    super('wrong-usage', `${file}: ${why}`, hint === undefined ? {} : { hint })
  }
}
