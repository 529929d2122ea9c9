// What an effect of a member that is a program waits for: the charter's gate where it is fenced, the operator where not.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { hostFirm } from '../../src/cli/open-firm/index.ts'
import { runProgram } from '../../src/cli/program.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { findContainment } from '../../src/environments/process/index.ts'
import { command, firm, goal, person } from '../../src/kernel/charter/index.ts'
import { files, id, protocol, text } from '../../src/protocol/index.ts'
import { trialSurroundings } from './trial-surroundings.ts'

const folders: string[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** Its second message writes a file: that can be undone, so that by itself it would go at once. */
const ground = files('.')
const note = protocol('note', {
  key: 'note',
  roles: ['asker', 'writer'],
  environments: { ground },
  facts: { note: id(), path: text(), words: text() },
  messages: {
    ask: { from: 'asker', to: 'writer', out: ['note', 'path'] },
    write: {
      from: 'writer',
      to: 'ground',
      in: ['path'],
      out: ['words'],
      does: ground.write('path', 'words'),
      ends: 'completed',
    },
  },
})

const answer = `echo '{"message":"write","facts":{"words":"written"}}'`
const company = firm('notes', {
  goal: goal('Keep notes', { owner: 'ana', measure: 'they are there' }),
  members: {
    ana: person({ roles: ['operator', 'asker'] }),
    eve: command('sh', ['-c', answer], { roles: ['writer'] }),
  },
  protocols: [note],
})

interface Outcome {
  readonly written: boolean
  /** What `firm intents` shows. */
  readonly intents: string
}

/** Asks for a note, and looks once it is written or waits. */
const outcome = async (): Promise<Outcome> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'firm effects ')))
  folders.push(folder)
  const [home, place] = [join(folder, 'home'), join(folder, 'ground')]
  await mkdir(place)
  const hosted = await hostFirm(company, { home, folder: place })
  try {
    const facts = { note: 'n1', path: 'note.txt' }
    void hosted.ask({ by: 'ana', protocol: note, message: 'ask', facts })
    for (let tries = 0; ; tries += 1) {
      const { surroundings, written: lines } = trialSurroundings({
        variables: { ...process.env, FIRM_HOME: home },
        folder,
      })
      await runProgram(['intents'], verbs, surroundings)
      const [intents = ''] = lines
      const written = existsSync(join(place, 'note.txt'))
      if (written || !intents.startsWith('No intent') || tries > 200) return { written, intents }
      await wait(50)
    }
  } finally {
    await hosted.close()
  }
}

test('the effect of a fenced member goes as the charter says', async ({ skip }) => {
  if ((await findContainment()).kind !== 'bubblewrap') skip('bubblewrap is not here')
  expect(await outcome()).toEqual({ written: true, intents: 'No intent waits.' })
})

test('the effect of an unfenced member waits for the operator, and the screen says who it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firm path '))
  folders.push(folder)
  for (const program of ['sh', 'git']) await symlink(`/usr/bin/${program}`, join(folder, program))
  vi.stubEnv('PATH', folder)
  const { written, intents } = await outcome()
  expect(written).toBe(false)
  expect(intents).toMatch(/^\S+ {2}eve \[unfenced\] wants to send write in note:n1$/)
})
