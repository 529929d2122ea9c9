#!/usr/bin/env node
/** The program `firm`: hands the process to the verbs, and ends with their exit code. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { noFaults } from '../base/index.ts'
import { realClock } from '../environments/clock/index.ts'
import { openAsker } from './asking/asker.ts'
import { realMachine } from './doctor/machine.ts'
import { openModules } from './modules/index.ts'
import { askPassphrase } from './operator-key/passphrase.ts'
import { plainText } from './plain-text.ts'
import { runProgram } from './program.ts'
import type { Surroundings } from './surroundings.ts'
import { verbs } from './verbs.ts'

const words = process.argv.slice(2)

// Whoever reads us may stop reading, as `firm log | head` does; that is no failure. What changes something is brought to
// its end all the same, so that the exit code says whether it was done.
const named = words.find((word) => !word.startsWith('-'))
const endsUnread = verbs.find(({ name }) => name === named)?.endsUnread === true
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(1)
  if (endsUnread) process.exit(0)
})

const isSource = import.meta.url.endsWith('.ts')

const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)

const surroundings: Surroundings = {
  version,
  screen: {
    write: (line) => process.stdout.write(`${plainText(line)}\n`),
    complain: (line) => process.stderr.write(`${plainText(line)}\n`),
    isTerminal: process.stdout.isTTY,
  },
  variables: process.env,
  folder: process.cwd(),
  personFolder: homedir(),
  platform: process.platform,
  clock: realClock(),
  faults: noFaults,
  machine: realMachine(),
  asker: openAsker(process.stdin, process.stderr),
  modules: openModules(new URL(`../index.${isSource ? 'ts' : 'js'}`, import.meta.url)),
  secrets: {
    randomBytes,
    passphrase: async (prompt, descriptor) =>
      await askPassphrase(
        {
          input: process.stdin,
          isTerminal: process.stdin.isTTY && process.stderr.isTTY,
          write: (text) => process.stderr.write(text),
        },
        prompt,
        descriptor,
      ),
  },
}

process.exitCode = await runProgram(words, verbs, surroundings)
