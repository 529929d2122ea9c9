/** Loading charters for real: types stripped, `firm` resolved, code hashed, mistakes told by their place. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { present } from '../../base/index.ts'
import { type CharterLoader, openCharterLoader, restoreCode } from './index.ts'

const program = new URL('../../index.ts', import.meta.url)

const stage: { folder: string; loader: CharterLoader } = {
  folder: '',
  loader: openCharterLoader(program),
}

beforeAll(async () => {
  stage.folder = await realpath(await mkdtemp(join(tmpdir(), 'a firm ')))
})

afterAll(async () => {
  await rm(stage.folder, { recursive: true })
})

const write = async (files: { readonly [path: string]: string }): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    const file = join(stage.folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

const charter = (members = '...members'): string => `
import { firm, git, goal, handoff, person, text } from 'firm'
import { members } from './people/members.ts'

const repo = git('.')
const work = handoff.with({
  facts: { spec: text(), result: repo.commit() },
  does: { apply: repo.merge('result') },
})
const owner: string = 'ana'
export default firm('acme', {
  goal: goal('Ship', { owner: owner as 'ana', measure: 'npm test' }),
  members: { ana: person({ roles: ['operator'] }), ${members} },
  protocols: [work],
})
`
const people =
  "import { claude } from 'firm'\nexport const members = { eve: claude({ roles: ['engineer'] }) }\n"

test('a charter is loaded with its types stripped, and its code has a hash', async () => {
  await write({ 'one/firm.ts': charter(), 'one/people/members.ts': people })
  await write({ 'two/firm.ts': charter(), 'two/people/members.ts': people })
  const one = await stage.loader.load(join(stage.folder, 'one/firm.ts'))
  const two = await stage.loader.load(join(stage.folder, 'two/firm.ts'))
  if (!one.ok || !two.ok) throw new Error(JSON.stringify([one, two]))
  expect(Object.keys(one.value.firm.form.members)).toEqual(['ana', 'eve'])
  expect(one.value.files.map(({ path }) => path)).toEqual(['firm.ts', 'people/members.ts'])
  expect(one.value.entry).toBe('firm.ts')
  expect(one.value.firm.form.code).toMatch(/^[0-9a-f]{64}$/)
  expect(two.value.firm.form).toEqual(one.value.firm.form)
})

test('what changed on disk is loaded afresh, and the hash of the code with it', async () => {
  await write({ 'three/firm.ts': charter(), 'three/people/members.ts': people })
  const before = await stage.loader.load(join(stage.folder, 'three/firm.ts'))
  await write({ 'three/people/members.ts': people.replace('eve', 'bob') })
  const after = await stage.loader.load(join(stage.folder, 'three/firm.ts'))
  if (!before.ok || !after.ok) throw new Error(JSON.stringify([before, after]))
  expect(Object.keys(after.value.firm.form.members)).toEqual(['ana', 'bob'])
  expect(after.value.firm.form.code).not.toBe(before.value.firm.form.code)
})

test('a package that the program brings is found, and counted by name and version', async () => {
  const text = `import { z } from 'zod'\nimport { join } from 'node:path'\n${charter('')}`
  const here = text.replace('spec: text()', 'spec: z.object({ at: z.literal(join("a", "b")) })')
  await write({ 'four/firm.ts': here, 'four/people/members.ts': people })
  const loaded = await stage.loader.load(join(stage.folder, 'four/firm.ts'))
  if (!loaded.ok) throw new Error(loaded.message)
  expect(loaded.value.packages.map(({ name }) => name)).toEqual(['zod'])
})

test('code that was kept is the same firm again in another place', async () => {
  const outside = charter().replace('./people/', '../people/')
  await write({ 'five/charter/firm.ts': outside, 'five/people/members.ts': people })
  const kept = await stage.loader.load(join(stage.folder, 'five/charter/firm.ts'))
  if (!kept.ok) throw new Error(kept.message)
  expect(kept.value.entry).toBe('charter/firm.ts')
  const restored = await restoreCode(join(stage.folder, 'six'), kept.value)
  const again = await stage.loader.load(restored)
  if (!again.ok) throw new Error(again.message)
  expect(again.value.firm.form).toEqual(kept.value.firm.form)
  const [first, ...rest] = kept.value.files
  const damaged = {
    ...kept.value,
    files: [{ ...present(first, 'it has files'), bytes: new Uint8Array() }, ...rest],
  }
  await expect(restoreCode(join(stage.folder, 'seven'), damaged)).rejects.toThrow(
    'the kept file charter/firm.ts does not have the hash',
  )
})

const bad: readonly (readonly [about: string, text: string | undefined])[] = [
  ['no file', undefined],
  ['a line that is none', 'const a = 1\nconst = 5\n'],
  ['a line that never ends', 'const a = [\n'],
  ['what cannot be erased', 'enum Role { lead }\nexport default Role\n'],
  ['no default export', 'export const firm = 1\n'],
  ['a default export that is no firm', 'export default { name: "acme" }\n'],
  ['a file that is not there', "import './nobody.ts'\n"],
  ['a package that is not there', "import { a } from 'no-such-package-here'\n"],
  ['a name that is not there', "import { frim } from 'firm'\nexport default frim\n"],
  ['a part that is not there', "import { a } from 'firm/nothing'\nexport default a\n"],
  ['a charter that throws', "\n  throw new Error('the moon is full')\n"],
  ['a charter that throws what is no error', "throw 'fie'\n"],
  [
    'a charter that is written wrong',
    charter("eve: claude({ roles: ['enginer'] })").replace('{ firm,', '{ claude, firm,'),
  ],
  [
    'a protocol that is written wrong',
    "import { id, protocol } from 'firm'\nexport default protocol('p', { key: 'a', roles: ['x'], facts: { a: id() }, messages: { m: { from: 'y', to: 'x', out: ['a'] } } })\n",
  ],
]

test('every bad charter is refused with its place and its mend', async () => {
  const shown: string[] = []
  for (const [index, [about, text]] of bad.entries()) {
    if (text !== undefined)
      await write({ [`bad${index}/firm.ts`]: text, [`bad${index}/people/members.ts`]: people })
    const loaded = await stage.loader.load(join(stage.folder, `bad${index}/firm.ts`))
    const said = loaded.ok ? 'loaded' : `${loaded.why}: ${loaded.message}\n  ${loaded.hint ?? ''}`
    shown.push(`${about}\n${said.replaceAll(stage.folder, '')}\n`)
  }
  expect(shown.join('\n')).toMatchInlineSnapshot(`
    "no file
    no-file: there is no file /bad0/firm.ts
      Write one with \`firm init\`, or name another file.

    a line that is none
    syntax: /bad1/firm.ts:2:7: Unexpected token \`=\`. Expected yield, an identifier, [ or { (const = 5)
      Mend the line; nothing was changed.

    a line that never ends
    syntax: /bad2/firm.ts:1: Unexpected eof (const a = [)
      Mend the line; nothing was changed.

    what cannot be erased
    syntax: /bad3/firm.ts:1:1: TypeScript enum is not supported in strip-only mode (enum Role { lead })
      Write it without: only types that can be erased are understood.

    no default export
    no-firm: the default export of /bad4/firm.ts is missing
      End the file with \`export default firm('name', { … })\`.

    a default export that is no firm
    no-firm: the default export of /bad5/firm.ts is no firm
      End the file with \`export default firm('name', { … })\`.

    a file that is not there
    no-import: /bad6/firm.ts imports './nobody.ts', which is not there
      Name a file that is there, with its extension.

    a package that is not there
    no-import: /bad7/firm.ts imports 'no-such-package-here', which is not there
      Install it beside the charter: npm install no-such-package-here.

    a name that is not there
    no-import: /bad8/firm.ts:1: 'firm' has nothing by the name 'frim'
      Mend the name; your editor lists what there is.

    a part that is not there
    no-import: /bad9/firm.ts imports 'firm/nothing', which is not there
      Import from 'firm', or from a part that the package has, such as 'firm/protocol'.

    a charter that throws
    threw: /bad10/firm.ts:2:9: the charter threw while it was read: the moon is full
      A charter only declares; move what can fail into a mind.

    a charter that throws what is no error
    threw: the charter threw while it was read: fie
      A charter only declares; move what can fail into a mind.

    a charter that is written wrong
    malformed: /bad12/firm.ts:11:16: the charter of 'acme' is written wrong:
      members.eve.roles: no protocol of this firm has the role 'enginer'
        Use operator, lead, engineer or reviewer, or add the protocol that has the role.
      Use operator, lead, engineer or reviewer, or add the protocol that has the role.

    a protocol that is written wrong
    malformed: /bad13/firm.ts:2:16: protocol 'p' is written wrong:
      messages.m.from: there is no role 'y'
      Name one of 'x'.
    "
  `)
})

test('a charter that waits for ever is refused, and keeps nobody waiting', async () => {
  await write({ 'late/firm.ts': 'await new Promise(() => undefined)\n' })
  const loader = openCharterLoader(program, { waitMsMax: 100 })
  const loaded = await loader.load(join(stage.folder, 'late/firm.ts'))
  if (loaded.ok) throw new Error('it was loaded')
  expect(loaded.why).toBe('no-end')
  expect(loaded.message.replace(stage.folder, '')).toMatchInlineSnapshot(
    `"/late/firm.ts was not read to its end within 0.1 s: it waits for something"`,
  )
})
