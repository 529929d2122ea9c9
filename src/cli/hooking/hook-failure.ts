/** What a hook answers where the door could not be asked: writes are refused, and all else goes on and is told so. */

/** How a hook ends: its exit code, and what it says on standard output and standard error. */
export interface HookEnd {
  readonly code: 0 | 2
  readonly printed: string
  readonly complaint: string
}

/** Why the door could not be asked, and what mends it, each as a sentence. */
export interface HookFailure {
  readonly why: string
  readonly mend: string
}

/** Events before or after which nothing is to be refused, and of which the model hears what is printed. */
const heard: ReadonlySet<string> = new Set([
  'SessionStart',
  'UserPromptSubmit',
  'PostToolUse',
  'PostToolUseFailure',
  'BeforeAgent',
  'AfterTool',
])

/** A window may always end its turn and itself; only its person hears of it. */
const unheard: ReadonlySet<string> = new Set(['Stop', 'AfterAgent', 'SessionEnd'])

/** Whether an event goes on where nobody can be asked. One that nobody knows may be one before a write. */
export const goesOn = (event: string): boolean => heard.has(event) || unheard.has(event)

/** The end of a hook that failed. */
export const letGoOrRefuse = (event: string, { why, mend }: HookFailure): HookEnd => {
  const said = `Firm could not be asked: ${why} ${mend}`
  if (heard.has(event)) {
    const additionalContext = `${said} Until then Firm sees nothing of this window, and refuses its edits where it can.`
    return letGo({ hookSpecificOutput: { hookEventName: event, additionalContext } })
  }
  if (unheard.has(event)) return letGo({ systemMessage: said })
  return { code: 2, printed: '', complaint: `${said} Until then this is refused.\n` }
}

const letGo = (answer: object): HookEnd => ({
  code: 0,
  printed: `${JSON.stringify(answer)}\n`,
  complaint: '',
})
