/** A folder of files: writing one is an effect that putting back the old bytes undoes. */
import { text } from '../fact/plain-facts.ts'
import { type Effects, environment, type Environment } from './environment.ts'
import type { Observable } from './observable.ts'

type TextFact = ReturnType<typeof text>

type FileRules = {
  readonly write: {
    readonly reads: readonly [TextFact, TextFact]
    readonly kind: 'revocable'
    readonly doubt: 'ask'
  }
  readonly remove: {
    readonly reads: readonly [TextFact]
    readonly kind: 'revocable'
    readonly doubt: 'ask'
  }
}

/** A folder as declared in a protocol: `write(path, text)` and `remove(path)`. */
export type Files = Environment<'files'> &
  Effects<'files', FileRules> & {
    /** What a file says, whoever writes it: what `observe` wakes a member by. */
    readonly file: (path: string) => Observable
  }

/** The folder at `path`, seen from the charter; effects never leave it. */
export const files = (path: string): Files => {
  const folder = environment(
    'files',
    {
      write: { reads: [text(), text()], kind: 'revocable', doubt: 'ask' },
      remove: { reads: [text()], kind: 'revocable', doubt: 'ask' },
    },
    { path },
  )
  const file = (of: string): Observable => ({ environment: folder, what: 'file', of })
  return Object.assign(folder, { file })
}
