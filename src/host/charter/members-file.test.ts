/** `members.ts` and the first charter: written whole, formatted, loaded again, and type-checked. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProcesses } from '../../environments/process/index.ts'
import {
  cash,
  claude,
  codex,
  command,
  minutes,
  person,
  script,
  tokens,
  usd,
  window,
} from '../../kernel/charter/index.ts'
import {
  type CharterLoader,
  formatMembers,
  type HiredMembers,
  initCharter,
  linesForWindows,
  linesToAdd,
  openCharterLoader,
  readMembers,
  typeCheck,
  type TypeVerdict,
  writeMembers,
} from './index.ts'

const program = new URL('../../index.ts', import.meta.url)
const project = fileURLToPath(new URL('../../..', import.meta.url))

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

const hired: HiredMembers = {
  rob: codex({ roles: ['reviewer'], model: 'm', price: cash('EUR', 0.25), kinship: ['ours'] }),
  eve: claude({ roles: ['engineer'] }),
  'the-tool': command('fix', ['--all', "it's"], {
    roles: ['engineer', 'reviewer'],
    principal: 'eve',
    limits: { time: minutes(5), memoryBytes: 1_000_000_000, processCount: 64 },
    price: usd(0.5),
    tokens: tokens(200_000),
  }),
  bo: person({ roles: ['lead'] }),
  win: window('gemini', { roles: ['window'], kinship: ['ours'] }),
  sam: script({ roles: ['engineer'], turnsAtOnce: 4, file: './scripts/sam.ts' }),
}

test('hired members are written in one stable form', () => {
  const text = formatMembers(hired)
  expect(formatMembers(Object.fromEntries(Object.entries(hired).toReversed()))).toBe(text)
  expect(text).toMatchInlineSnapshot(`
    "// Written by \`firm hire\` and \`firm dismiss\`, whole each time: what is added here by hand is lost.
    import { cash, claude, codex, command, minutes, person, script, tokens, usd, window } from 'firm'
    import { plays as plays1 } from './scripts/sam.ts'

    export const members = {
      bo: person({ roles: ['lead'] }),
      eve: claude({ roles: ['engineer'] }),
      rob: codex({ roles: ['reviewer'], kinship: ['ours'], model: 'm', price: cash('EUR', 0.25) }),
      sam: script({ roles: ['engineer'], turnsAtOnce: 4, file: './scripts/sam.ts' }, ...plays1),
      'the-tool': command('fix', ['--all', "it's"], {
        roles: ['engineer', 'reviewer'],
        principal: 'eve',
        limits: { time: minutes(5), memoryBytes: 1000000000, processCount: 64 },
        price: usd(0.5),
        tokens: tokens(200000),
      }),
      win: window('gemini', { roles: ['window'], kinship: ['ours'] }),
    }
    "
  `)
})

const formatted = async (name: string, text: string): Promise<string> => {
  const file = join(stage.folder, name)
  await writeFile(file, text)
  const formatter = join(project, 'node_modules/.bin/oxfmt')
  execFileSync(formatter, ['-c', join(project, '.oxfmtrc.json'), file])
  return await readFile(file, 'utf8')
}

test('what is written is what the formatter would write', async () => {
  const text = formatMembers(hired)
  expect(await formatted('formatted.ts', text)).toBe(text)
  expect(await formatted('none.ts', formatMembers({}))).toBe(formatMembers({}))
})

test('members are read back as they were written, scripts apart', async () => {
  const { sam: _sam, ...others } = hired
  await writeMembers(stage.folder, others)
  const read = await readMembers(stage.loader, stage.folder)
  expect(read).toEqual({ ok: true, value: others })
  expect(await readMembers(stage.loader, join(stage.folder, 'nowhere'))).toEqual({
    ok: true,
    value: {},
  })
})

const answers = {
  name: 'acme',
  operator: 'ana',
  goal: "Ship ana's version",
  measure: 'npm test',
  repository: '/srv/acme',
}

test('a first charter loads, and takes whom the program hires', async () => {
  const folder = join(stage.folder, 'first')
  const made = await initCharter(folder, answers)
  if (!made.ok) throw new Error(made.message)
  const text = await readFile(made.value.charter, 'utf8')
  expect(await formatted('first.ts', text)).toBe(text)
  const before = await stage.loader.load(made.value.charter)
  if (!before.ok) throw new Error(before.message)
  expect(Object.keys(before.value.firm.form.members)).toEqual(['ana'])
  await writeMembers(folder, { eve: claude({ roles: ['engineer'] }) })
  const after = await stage.loader.load(made.value.charter)
  if (!after.ok) throw new Error(after.message)
  expect(Object.keys(after.value.firm.form.members)).toEqual(['ana', 'eve'])
  expect(linesToAdd(after.value, { eve: claude({ roles: ['engineer'] }) })).toBeUndefined()
  expect(linesToAdd(before.value, { eve: claude({ roles: ['engineer'] }) })).toMatchInlineSnapshot(`
    "firm.ts does not take eve from members.ts. Add two lines to it:
      import { members } from './members.ts'
      ...members,  (within \`members: { }\`)"
  `)
})

test('a first charter takes windows in, and an older one is told what it lacks', async () => {
  const folder = join(stage.folder, 'windows')
  const made = await initCharter(folder, answers)
  if (!made.ok) throw new Error(made.message)
  await writeMembers(folder, { wim: window('claude', { roles: ['window'] }) })
  const loaded = await stage.loader.load(made.value.charter)
  if (!loaded.ok) throw new Error(loaded.message)
  expect(loaded.value.firm.form.members['wim']).toMatchObject({
    mind: { kind: 'window', options: { agent: 'claude' } },
    kinship: ['claude'],
  })
  expect(linesForWindows(loaded.value)).toBeUndefined()
  const {
    window: _window,
    edit: _edit,
    question: _question,
    ...older
  } = loaded.value.firm.form.protocols
  const form = { ...loaded.value.firm.form, protocols: older }
  const before = { ...loaded.value, firm: { ...loaded.value.firm, form } }
  expect(linesForWindows(before)).toMatchInlineSnapshot(`
    "firm.ts has no protocols for windows yet. Add two lines to it:
      import { edit, presence, question } from 'firm'
      edit({ place: repo }), presence, question,  (within \`protocols: [ ]\`; \`repo\` is your \`git(…)\`)"
  `)
})

test('a charter that is there is never written over', async () => {
  const folder = join(stage.folder, 'second')
  await initCharter(folder, answers)
  const again = await initCharter(folder, { ...answers, name: 'other' })
  expect(again).toMatchObject({ ok: false, why: 'charter-exists' })
  expect(await readFile(join(folder, 'firm.ts'), 'utf8')).toContain("firm('acme'")
})

const checked = async (file: string): Promise<TypeVerdict> =>
  await typeCheck(file, { processes: await openProcesses(), program, project })

test('a first charter type-checks against the program, and its mistakes are told by place', async () => {
  const folder = join(stage.folder, 'third')
  await initCharter(folder, answers)
  await writeMembers(folder, { eve: claude({ roles: ['engineer'] }) })
  const file = join(folder, 'firm.ts')
  // Two at once: neither ends the other.
  const both = await Promise.all([checked(file), checked(file)])
  expect(both).toEqual([{ kind: 'sound' }, { kind: 'sound' }])
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace("owner: 'ana'", "owner: 'anna'"))
  await writeMembers(folder, { eve: claude({ roles: ['enginer'] }) })
  expect(await checked(file)).toMatchInlineSnapshot(`
    {
      "kind": "mistaken",
      "mistakes": [
        "firm.ts:64:3: Type '"anna"' is not assignable to type '"ana" | "eve"'. Did you mean '"ana"'?",
        "firm.ts:68:3: Type 'MemberSpec<"enginer">' is not assignable to type '"no protocol of this firm has the role 'enginer'"'.",
      ],
    }
  `)
})

test('where there is no compiler, the check says so', async () => {
  const verdict = await typeCheck(join(stage.folder, 'third/firm.ts'), {
    processes: await openProcesses(),
    program,
  })
  expect(verdict).toMatchInlineSnapshot(`
    {
      "kind": "not-run",
      "why": "this project has no TypeScript compiler; \`npm install --save-dev typescript\`",
    }
  `)
})
