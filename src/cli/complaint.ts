/** Turns what was thrown into words for a person: place, value and mend, never a stack. */
import { FirmError } from '../base/index.ts'
import type { Exit } from './exit.ts'
import type { Refusal } from './refusal-json.ts'

/** What to show, and how the command ends. */
export interface Complaint extends Refusal {
  readonly exit: Exit
}

/** Codes that mean that the same command can work later, or that it was written wrongly. */
const exitsByCode: ReadonlyMap<string, Exit> = new Map([
  ['wrong-usage', 'wrong-usage'],
  ['not-now', 'not-now'],
  ['no-firm', 'not-now'],
])

/** The complaint of an error. */
export const complaintOf = (error: unknown): Complaint => {
  if (error instanceof FirmError) {
    const { code, message, hint } = error
    return { exit: exitsByCode.get(code) ?? 'refused', code, message, hint }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { exit: 'refused', message, ...systemMend(error) }
}

const systemMends: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'You may not read or write there: look at the owner and the mode of that path.'],
  ['EPERM', 'You may not do that there: look at the owner and the mode of that path.'],
  ['ENOENT', 'There is nothing at that path: look at its spelling.'],
  ['EISDIR', 'That path is a folder: name a file in it.'],
  ['ENOSPC', 'The disk is full: make room and give the same command again.'],
  ['EROFS', 'The disk can only be read: choose a folder on another with FIRM_HOME.'],
])

const systemMend = (error: unknown): Pick<Refusal, 'code' | 'hint'> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const hint = systemMends.get(code)
  return hint === undefined ? { code: 'defect', hint: defectMend } : { code, hint }
}

const defectMend =
  'This is a defect of Firm. The ledger is intact; report it with the output of `firm doctor`.'
