import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firmHomeOf, type HomeQuestion } from './firm-home.ts'
import { openHome } from './open-home.ts'

const question: HomeQuestion = {
  variables: {},
  folder: '/code/shop/src',
  personFolder: '/people/ana',
  platform: 'linux',
  gitFolder: '/code/shop/.git',
}

describe('the home of a firm', () => {
  it.each([
    { platform: 'linux', under: '/people/ana/.local/share/firm/' },
    { platform: 'darwin', under: '/people/ana/Library/Application Support/firm/' },
  ])('stands under the data folder of the person on $platform', ({ platform, under }) => {
    expect(firmHomeOf({ ...question, platform })).toMatch(new RegExp(`^${under}shop-[0-9a-f]{8}$`))
  })

  it('is one for all folders of a repository, and another for its namesake', () => {
    const home = firmHomeOf(question)
    expect(firmHomeOf({ ...question, folder: '/code/shop/docs' })).toBe(home)
    expect(firmHomeOf({ ...question, gitFolder: '/old/shop/.git' })).not.toBe(home)
  })

  it('is what FIRM_HOME says, from the folder of the call where that is relative', () => {
    const variables = { FIRM_HOME: '../elsewhere', XDG_DATA_HOME: '/data' }
    expect(firmHomeOf({ ...question, variables })).toBe('/code/shop/elsewhere')
  })

  it('follows XDG_DATA_HOME unless that is relative, which the standard tells to ignore', () => {
    const at = (folder: string): string =>
      firmHomeOf({ ...question, variables: { XDG_DATA_HOME: folder } })
    expect(at('/data')).toMatch(/^\/data\/firm\/shop-/)
    expect(at('data')).toMatch(/^\/people\/ana\//)
  })

  it('has a name without what a shell would stumble over', () => {
    const home = firmHomeOf({ ...question, gitFolder: '/code/my "new"\nshop/.git' })
    expect(home).toMatch(/firm\/my-new-shop-[0-9a-f]{8}$/)
  })
})

describe('opening the home', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firm home '))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

  it('makes it for its owner alone', () => {
    openHome(join(folder, 'a', 'b'))
    expect(modeOf(join(folder, 'a', 'b'))).toBe('700')
  })

  it('takes from others what they could do in it', () => {
    chmodSync(folder, 0o755)
    openHome(folder)
    expect(modeOf(folder)).toBe('700')
  })
})
