// The folder driver takes the exam of every content store, and shows what lies on the disk.
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseInstant, present } from '../../../base/index.ts'
import { contentExam } from '../../../testing/content-exam.ts'
import { saltBytes } from '../../index.ts'
import { openFolderContent } from './index.ts'

const salts = (): Uint8Array => new Uint8Array(randomBytes(saltBytes))
const at = present(parseInstant(1_700_000_000_000), 'an instant')
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firm content '))
})

afterEach(() => rm(folder, { recursive: true }))

/** All that stands in the files below the folder, names included. */
const everything = async (): Promise<string> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = await Promise.all(
    files.map(async (file) => {
      const path = join(file.parentPath, file.name)
      return file.isFile() ? `${path}\n${await readFile(path, 'latin1')}` : path
    }),
  )
  return texts.join('\n')
}

describe('the folder of content', () => {
  const places = async () => {
    const place = await mkdtemp(join(tmpdir(), 'firm content '))
    return {
      open: () => openFolderContent(join(place, 'content'), salts),
      dispose: () => rm(place, { recursive: true }),
    }
  }
  it.each(contentExam(places))('$name', ({ run }) => expect(run()).resolves.toBeUndefined())

  it('keeps nothing of a subject that was erased, its salt and name included', async () => {
    const content = await openFolderContent(folder, salts)
    await content.put(Buffer.from('born 1815'), 'ada lovelace')
    expect(await everything()).toContain('ada lovelace')
    await content.erase('ada lovelace', { by: 'ana', at })
    expect(await everything()).not.toMatch(/lovelace|born/)
  })

  it('finishes an erasure that was broken off after its tombstone', async () => {
    const content = await openFolderContent(folder, salts)
    const name = await content.put(Buffer.from('born 1815'), 'ada')
    const before = await mkdtemp(join(tmpdir(), 'firm content '))
    await cp(folder, before, { recursive: true })
    await content.erase('ada', { by: 'ana', at })
    for (const each of ['shelves', 'subjects', 'names']) {
      await cp(join(before, each), join(folder, each), { recursive: true })
    }
    await rm(before, { recursive: true })
    expect(await everything()).toContain('1815')
    const again = await openFolderContent(folder, salts)
    expect(await everything()).not.toContain('1815')
    expect(await again.get(name)).toMatchObject({ why: 'erased' })
    expect(await again.subjects()).toEqual([])
  })

  it('says when content no longer has the bytes that its name says', async () => {
    const content = await openFolderContent(folder, salts)
    const name = await content.put(Buffer.from('yes'))
    const files = await readdir(folder, { recursive: true, withFileTypes: true })
    const kept = files.filter((file) => file.name === name && file.parentPath.includes('shelves'))
    for (const file of kept) await writeFile(join(file.parentPath, file.name), 'no')
    await expect(content.get(name)).rejects.toMatchObject({ code: 'content-damaged' })
  })

  it('says in words when its folder is a file', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(openFolderContent(join(folder, 'file'), salts)).rejects.toMatchObject({
      code: 'content-file',
      hint: 'See that the folder exists and that its disk is there.',
    })
  })
})
