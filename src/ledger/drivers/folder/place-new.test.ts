/** A whole file put where there is none, with hard links and on a file system that has none. */
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeNew } from './place-new.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firm place '))
})
afterEach(async () => await rm(folder, { recursive: true }))

const withoutLinks = async (): Promise<never> => {
  await Promise.resolve()
  throw Object.assign(new Error('EPERM: operation not permitted, link'), {
    code: 'EPERM',
    syscall: 'link',
  })
}

const place = async (text: string, link?: typeof withoutLinks): Promise<'placed' | 'taken'> => {
  const draft = join(folder, `draft of ${text}`)
  await writeFile(draft, text)
  return await placeNew(draft, join(folder, 'key'), link)
}

const key = async (): Promise<string> => await readFile(join(folder, 'key'), 'utf8')

describe.each([
  ['with hard links', undefined],
  ['without hard links', withoutLinks],
])('a new file, on a file system %s', (_name, link) => {
  it('is there whole, once, and its draft is gone', async () => {
    expect(await place('one', link)).toBe('placed')
    expect(await place('two', link)).toBe('taken')
    expect(await key()).toBe('one')
    expect(await readdir(folder)).toEqual(['key'])
  })

  it('is made by one of many who try at once', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`)
    const came = await Promise.all(texts.map(async (text) => await place(text, link)))
    expect(came.filter((one) => one === 'placed')).toHaveLength(1)
    expect(await key()).toBe(texts[came.indexOf('placed')])
  })

  it('takes the place of a claim that a killed program left', async () => {
    await writeFile(join(folder, 'key'), '')
    const before = new Date(Date.now() - 60_000)
    await utimes(join(folder, 'key'), before, before)
    expect(await place('one', link)).toBe('placed')
    expect(await key()).toBe('one')
  })
})

it('says what else the file system refused, and leaves no draft', async () => {
  const refused = async (): Promise<never> => {
    await Promise.resolve()
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'link' })
  }
  await expect(place('one', refused)).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(await readdir(folder)).toEqual([])
})
