// What a first minute leaves behind while it stays: a host that serves other programs, and its live view.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAlive } from '../../audit/minute.ts'
import { type PlantedRepository, plantRepository } from '../../src/testing/planted-repository.ts'
import { connectFirm, firmPlaces } from '../../src/cli/open-firm/index.ts'
import { buildProgram, firm, type ProgramUnderWay, startFirm } from '../program/built-program.ts'

let repository: PlantedRepository
let folder: string
let minute: ProgramUnderWay

beforeAll(async () => {
  buildProgram()
  repository = await plantRepository({ 'README.md': '# A tool\n' })
  folder = mkdtempSync(join(tmpdir(), 'firm-serving-'))
  const answers = join(folder, 'answers.json')
  // With every move left out the firm rests soon, and a question stays open.
  writeFileSync(answers, '{}')
  minute = startFirm(['first-minute', repository.folder, '--answers', answers, '--serve'], atHome())
  await minute.said('What is held')
})

afterAll(async () => {
  minute?.signal('SIGKILL')
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  await repository?.remove()
})

const home = (): string => join(folder, 'home')
const atHome = () => ({ folder, variables: { FIRM_HOME: home() } })
const other = (...words: readonly string[]) => firm(words, atHome())

describe('a first minute that stays', () => {
  it('says where its host is, and shows how the firm stands as `firm up` does', () => {
    const [, pid] = /host +process (\d+), serving until Ctrl-C/.exec(minute.output()) ?? []
    expect(isAlive(Number(pid))).toBe(true)
    expect(minute.output()).toMatch(/What waits for you\n\S+Z {4}decision:dead-links +you may send/)
  })

  it('answers another program, and shows what it did', async () => {
    expect(other('status')).toMatchObject({ code: 0, err: '' })
    expect(other('pause')).toMatchObject({ code: 0, out: expect.stringContaining('is paused') })
    await minute.said('you paused the whole firm')
    expect(other('tell', 'bob', 'mind the links')).toMatchObject({ code: 0 })
    await minute.said('you told bob: mind the links')
    expect(other('resume')).toMatchObject({ code: 0 })
  })

  it('goes on with the work that waited for an answer', async () => {
    expect(other('answer', 'decision:dead-links', 'unlink')).toMatchObject({ code: 0 })
    await minute.said('bob sent deliver in change:t4')
  })

  it('is shown by `firm up` of another terminal too', async () => {
    const up = startFirm(['up'], atHome())
    await up.said('A host runs already')
    await up.said('What is held')
    up.signal('SIGINT')
    expect((await up.over).out).toContain('You left.')
  })

  it('refuses another charter in words, for its company has no file', async () => {
    const client = await connectFirm(firmPlaces(home()).socket)
    const order = { by: 'you', signature: '', version: 1 }
    expect(await client?.call('rollback', order)).toMatchObject({
      why: 'no-file',
      hint: '`firm init` makes a company of your own, in your repository.',
    })
    await client?.close()
  })

  it('ends with its host on Ctrl-C, and everything stays', async () => {
    const [, pid] = /host +process (\d+)/.exec(minute.output()) ?? []
    minute.signal('SIGINT')
    expect(await minute.over).toMatchObject({ code: 0 })
    expect(minute.output()).toContain('The host has stopped; everything stays where it is.')
    expect(isAlive(Number(pid))).toBe(false)
    expect(other('status')).toMatchObject({ code: 0 })
  })
})
