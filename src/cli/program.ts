/** Runs one command: reads it, carries the verb out, shows the answer, and says how it ended. */
import { complaintOf } from './complaint.ts'
import { type Exit, exitCodes } from './exit.ts'
import { asksForJson, readCommand } from './reading.ts'
import { refusalJson } from './refusal-json.ts'
import type { Screen } from './screen.ts'
import type { Surroundings } from './surroundings.ts'
import type { Answer, Verb } from './verb.ts'

/** Runs the words after `firm`; answers the exit code. Nothing is ever thrown. */
export const runProgram = async (
  words: readonly string[],
  verbs: readonly Verb[],
  surroundings: Surroundings,
): Promise<number> => exitCodes[await runCommand(words, verbs, surroundings)]

const versionWords = ['--version', '-V', 'version']

const runCommand = async (
  words: readonly string[],
  verbs: readonly Verb[],
  surroundings: Surroundings,
): Promise<Exit> => {
  const { screen } = surroundings
  try {
    if (versionWords.includes(words[0] ?? '')) {
      screen.write(`firm ${surroundings.version}`)
      return 'done'
    }
    const reading = readCommand(words, verbs)
    if (reading.kind === 'show') {
      for (const line of reading.lines) screen.write(line)
      return 'done'
    }
    const answer = await reading.verb.run(reading.given, surroundings)
    show(answer, reading.given.json, screen)
    return answer.exit
  } catch (error) {
    const complaint = complaintOf(error)
    if (asksForJson(words)) screen.write(JSON.stringify(refusalJson(complaint)))
    const { exit, message, hint } = complaint
    complain([message, ...(hint === undefined ? [] : [hint])], screen)
    return exit
  }
}

const show = (answer: Answer, json: boolean, screen: Screen): void => {
  if (!json) for (const line of answer.lines) screen.write(line)
  else if (answer.json !== undefined) screen.write(JSON.stringify(answer.json))
  complain(answer.complaints ?? [], screen)
}

/** The first line says what happened and bears the program's name; the others say what to do. */
const complain = (lines: readonly string[], screen: Screen): void => {
  for (const [index, line] of lines.entries()) {
    screen.complain(index === 0 ? `firm: ${line}` : `      ${line}`)
  }
}
