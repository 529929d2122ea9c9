/** What the compiler says of each mistake in a charter, pinned: at its line, in one sentence. */
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openProcesses } from '../../environments/process/index.ts'
import { typeCheck, type TypeVerdict } from './index.ts'

const program = new URL('../../index.ts', import.meta.url)
const project = fileURLToPath(new URL('../../..', import.meta.url))
const cases = new URL('../../kernel/charter/firm.test-d.ts', import.meta.url)

const checked = async (text: string): Promise<TypeVerdict> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'charter-')))
  try {
    const file = join(folder, 'firm.ts')
    await writeFile(file, text)
    return await typeCheck(file, { processes: await openProcesses(), program, project })
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('what must not compile in a charter is told at its line, in one sentence', async () => {
  const text = await readFile(cases, 'utf8')
  const asWritten = text.replace(/from '\..+?'/g, "from 'firm'")
  expect(await checked(asWritten)).toEqual({ kind: 'sound' })
  const verdict = await checked(asWritten.replace(/\/\/ @ts-expect-error .*/g, '// wrong'))
  if (verdict.kind !== 'mistaken') throw new Error(JSON.stringify(verdict))
  const said = verdict.mistakes.map((mistake) => mistake.replace(/^firm\.ts:\d+:\d+: /, ''))
  expect(said.map((sentence) => sentence.slice(0, 160))).toMatchInlineSnapshot(`
    [
      "Type '"bob"' is not assignable to type '"ana"'.",
      "Property 'file' does not exist on type 'Git'.",
      "Type '"bob"' is not assignable to type '"ana"'.",
      "Type '"anna"' is not assignable to type '"ana"'.",
      "Type 'MemberSpec<"enginer">' is not assignable to type '"no protocol of this firm has the role 'enginer'"'.",
      "Type '{ roles: string[]; }' is missing the following properties from type 'MemberSpec<string>': kinship, mind, turnCost, turnsAtOnce, plays",
      "Type 'GateLine<"change", "bob">' is not assignable to type '"'bob' is no member of this firm"'.",
      "Type 'BudgetLine<"bob">' is not assignable to type '"'bob' is no member of this firm"'.",
      "Type 'GateLine<"other", never>' is not assignable to type '"'other' is no protocol of this firm"'.",
      "Type 'string' is not assignable to type 'PolicyEntry'.",
      "Object literal may only specify known properties, and 'rules' does not exist in type '{ readonly goal: GoalSpec<"ana">; readonly members: { readonly ana: Member",
      "Property 'goal' is missing in type '{ members: { ana: MemberSpec<"operator">; }; protocols: readonly [Protocol<"change", readonly ["lead", "engineer", "reviewer",
      "Argument of type '"merged"' is not assignable to parameter of type '"deliver" | "drop" | "judge" | "merge" | "offer"'.",
      "Type '"fact:specs.size"' is not assignable to type '"fact:commit" | "fact:engineer" | "fact:spec" | "fact:verdict" | "fact:work" | "role:engineer" | "role:lead"",
      "Type '"role:asker"' is not assignable to type '"fact:commit" | "fact:engineer" | "fact:spec" | "fact:verdict" | "fact:work" | "role:engineer" | "role:lead" | "r",
      "Type '"money"' is not assignable to type '"minutes"'.",
      "Property 'roles' is missing in type '{}' but required in type 'MemberOptions<string>'.",
      "Argument of type '() => string' is not assignable to parameter of type 'CodeRole'.",
      "Type 'number' is not assignable to type 'Amount<"money">'.",
    ]
  `)
})
