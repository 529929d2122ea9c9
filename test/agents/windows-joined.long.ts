// A firm that a person made and joined by the program, and windows as anybody starts them: run by windows.long.ts.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { type JoinedFirm, makeJoinedFirm } from './joined-firm.ts'
import { done, editBy, inParts, readBy } from './parts.ts'
import { findPrograms } from './real-agents.ts'
import { claudeAgent, codexAgent, geminiAgent, type Window } from './window.ts'
import { openWindowGround } from './window-ground.ts'

const { programs, lacks } = findPrograms()

beforeEach((context) => {
  if (programs === undefined) context.skip(lacks)
})

const codexAsTrusted = {
  ...codexAgent,
  args: (prompt: string) =>
    codexAgent.args(prompt).filter((arg) => arg !== '--dangerously-bypass-hook-trust'),
}

const killHosts = async ({ hosts }: JoinedFirm): Promise<void> => {
  for (const host of hosts()) process.kill(host, 'SIGKILL')
  while (hosts().length > 0) await wait(20)
}

const toItsEnd = async (window: Window): Promise<void> => {
  const { code, printed } = await window.ended
  expect({ code, printed }).toMatchObject({ code: 0 })
}

interface LogLine {
  readonly type: string
  readonly by: string
  readonly message: string | null
}

/** Who sent what, as `firm log --json` tells it. */
const sentIn = (log: string): readonly string[] =>
  log
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const entry: LogLine = JSON.parse(line)
      return entry.type === 'message-sent' ? [`${entry.by} ${entry.message}`] : []
    })

test('windows of all three come to the door that firm join showed them, over the death of its host', async () => {
  let joined: JoinedFirm | undefined
  let meanwhile = ''
  const ground = await openWindowGround(present(programs, 'the programs are there'), {
    ann: inParts(readBy(codexAgent), editBy(codexAgent, 'ann'), done),
    ben: inParts(
      readBy(claudeAgent),
      async (seen) => {
        await killHosts(present(joined, 'it was made'))
        return await editBy(claudeAgent, 'ben')(seen)
      },
      async (seen) => {
        meanwhile = await ground.bytesOf('a.txt')
        // The first word of a window starts a host where none runs.
        await toItsEnd(ground.open(geminiAgent, 'cat', person))
        return await editBy(claudeAgent, 'ben')(seen)
      },
      done,
    ),
    cat: inParts(done),
  })
  const person = { HOME: ground.home.machineFor('ann')['HOME'] ?? '' }
  const codexFile = join(person.HOME, '.codex', 'config.toml')
  const codexBefore = await readFile(codexFile, 'utf8')
  joined = makeJoinedFirm(ground, 'ann')
  const { firm, hosts } = joined
  for (const words of [
    ['init', '--operator', 'you'],
    ['join', '--yes', '--trust'],
  ]) {
    const run = firm(...words, '--passphrase-fd', '3')
    expect(run).toMatchObject({ code: 0 })
  }
  expect(hosts()).toEqual([])
  await toItsEnd(ground.open(codexAsTrusted, 'ann'))
  expect(hosts()).toHaveLength(1)
  await toItsEnd(ground.open(claudeAgent, 'ben', person))
  expect(meanwhile).toBe('ann was here\n\nline of ben\n\nline of cat\n\n')
  expect(await ground.bytesOf('a.txt')).toBe('ann was here\n\nben was here\n\nline of cat\n\n')
  const refused = ground.model.seen.find((seen) => seen.speaker === 'ben' && seen.answers === 2)
  expect(refused?.last).toContain('blocking because onFailure is "block"')
  // The window that was there when its host died is the same one to the next host.
  expect(sentIn(firm('log', '--json').out)).toEqual([
    'eva join',
    'eva begin',
    'eva finish',
    'eva leave',
    'ada join',
    'iris join',
    'iris leave',
    'ada begin',
    'ada finish',
    'ada leave',
  ])
  expect(firm('leave', '--yes')).toMatchObject({ code: 0 })
  expect(ground.changed()).toBe(' M a.txt\n')
  expect((await readdir(ground.repository)).toSorted()).toEqual([
    '.git',
    'a.txt',
    'ann.txt',
    'ben.txt',
    'cat.txt',
  ])
  expect(await readFile(codexFile, 'utf8')).toBe(codexBefore)
  await killHosts(joined)
  await ground.close()
})
