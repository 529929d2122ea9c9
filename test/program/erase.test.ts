// What is personal goes for ever: after `firm erase` no byte of it is found in the firm's folder or in what it exports.
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { hostFirm, type HostedFirm } from '../../src/cli/open-firm/index.ts'
import { runProgram } from '../../src/cli/program.ts'
import { verbs } from '../../src/cli/verbs.ts'
import {
  type Firm,
  firm,
  gate,
  type GateLine,
  goal,
  person,
  script,
} from '../../src/kernel/charter/index.ts'
import { code, id, oneOf, personal, protocol, stands, text } from '../../src/protocol/index.ts'
import { trialSurroundings } from './trial-surroundings.ts'

const passphrase = 'a passphrase of this test'
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** The address is said with the subject, the story after it, and the diagnosis as a branch; what stands, stands on. */
const care = protocol('care', {
  key: 'case',
  roles: ['asker', 'helper'],
  facts: {
    case: id(),
    customer: text(),
    address: personal(text(), 'customer'),
    story: personal(text(), 'customer'),
    diagnosis: personal(oneOf({ known: text(), unknown: text() }), 'customer'),
    remembered: personal(stands(z.string().max(60), 'customer/{case}'), 'customer'),
  },
  messages: {
    ask: { from: 'asker', to: 'helper', out: ['case', 'customer', 'address'] },
    tell: { from: 'helper', to: 'helper', in: ['customer'], out: ['story'] },
    close: {
      from: 'helper',
      to: 'asker',
      in: ['story'],
      out: ['diagnosis', 'remembered'],
      ends: 'completed',
    },
  },
})

/** Each occurs nowhere else, so that a search for it finds every trace. */
const secrets = ['QUINCE', 'MEDLAR', 'LOQUAT', 'DAMSON', 'SLOE']
const [address = '', story = '', diagnosis = '', remembered = '', refused = ''] = secrets

const company = (policy: readonly GateLine<'care', 'ana'>[] = []): Firm => {
  let tries = 0
  const helper = code(care, 'helper', {
    tell: () => ({ story: `${story} `.repeat(4_000) }),
    close: () => {
      tries += 1
      // The first is refused by its schema, and a refusal keeps what was claimed.
      const kept = tries === 1 ? refused.repeat(20) : remembered
      return { diagnosis: { known: diagnosis }, remembered: kept }
    },
  })
  return firm('clinic', {
    goal: goal('Help', { owner: 'ana', measure: 'people are helped' }),
    members: {
      ana: person({ roles: ['operator', 'asker'] }),
      bob: script({ roles: ['helper'] }, helper),
    },
    protocols: [care],
    policy,
  })
}

/** The secrets that are found in the bytes of any file below a folder. */
const foundIn = async (folder: string): Promise<readonly string[]> => {
  const found = new Set<string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name), 'latin1')
    for (const secret of secrets) if (bytes.includes(secret)) found.add(secret)
  }
  return secrets.filter((secret) => found.has(secret))
}

interface Clinic {
  readonly home: string
  readonly hosted: HostedFirm
  readonly said: (...words: readonly string[]) => Promise<string>
}

const openClinic = async (policy: readonly GateLine<'care', 'ana'>[] = []): Promise<Clinic> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'firm erase ')))
  folders.push(folder)
  const home = join(folder, 'home')
  const hosted = await hostFirm(company(policy), { home, passphrase, folder })
  const said = async (...words: readonly string[]): Promise<string> => {
    const variables = { FIRM_HOME: home }
    const { surroundings, written, complained } = trialSurroundings({ variables, folder })
    const secret = { ...surroundings.secrets, passphrase: async () => passphrase }
    const exit = await runProgram(words, verbs, { ...surroundings, secrets: secret })
    return [`exit ${exit}`, ...written, ...complained].join('\n')
  }
  return { home, hosted, said }
}

test('nothing of what was erased is left, and every screen says by whom and when', async () => {
  const { home, hosted, said } = await openClinic()
  // Enough of them that closing keeps a snapshot, which must hold nothing either.
  for (let at = 1; at <= 75; at += 1) {
    const facts = { case: `c${at}`, customer: at === 75 ? 'ben' : 'ann', address }
    const ended = await hosted.ask({ by: 'ana', protocol: care, message: 'ask', facts })
    expect(ended.as).toBe('completed')
  }
  await hosted.close()
  const [, anchor = ''] = (await said('anchor', '--json')).split('exit 0\n')
  expect(JSON.parse(anchor)['position']).toBeGreaterThan(500)
  expect(await foundIn(home)).toEqual(secrets)
  expect(await said('why', 'care:c1/address')).toContain(address)
  for (const subject of ['ann', 'ben']) expect(await said('erase', subject)).toContain('exit 0')
  expect(await foundIn(home)).toEqual([])
  const erased = 'erased by ana on 1970-01-01T00:00:00.000Z'
  expect(await said('why', 'care:c1/address')).toContain(erased)
  expect(await said('why', 'care:c1/diagnosis')).toContain(erased)
  expect(await said('log', '--enactment', 'care:c1')).toContain(`address: ${erased}`)
  expect(await said('brief', 'bob')).toContain('exit 0')
  expect(await said('verify')).toContain('exit 0')
  expect(await said('export', join(home, '../out'))).toContain('exit 0')
  expect(await foundIn(join(home, '../out'))).toEqual([])
})

test('an amendment says nothing personal, since what is signed stands in the ledger', async () => {
  const { home, hosted, said } = await openClinic([gate(care, 'tell').approval('ana')])
  const facts = { case: 'c1', customer: 'ann', address }
  void hosted.ask({ by: 'ana', protocol: care, message: 'ask', facts })
  await vi.waitFor(async () => expect(await said('intents')).toContain('story: '), 10_000)
  await hosted.close()
  const refusal = await said('amend', 'i1', JSON.stringify({ story: refused }))
  expect(refusal).toContain('exit 1\n')
  expect(refusal).toContain('story is personal, and an amendment stands in the ledger')
  expect(await foundIn(home)).toEqual([address, story])
})
