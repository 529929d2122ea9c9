/** A firm on a repository of 100,000 files: nobody waits for what nobody needs, and nothing of it is lost. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findContainment } from '../../src/environments/process/index.ts'
import { commitManyFiles, manyPath } from '../../src/testing/many-files.ts'
import { buildProgram, type ProgramRun } from './built-program.ts'
import { stageFirm } from './staged-firm.ts'

const filesCount = 100_000

// Both write down what lies in their worktree: the engineer in what it delivers, the reviewer in its verdict.
const begin = `import json, os, subprocess, sys
turn = json.load(sys.stdin)
menu = [item["message"] for item in turn["menu"]]
there = []
for folder, folders, files in os.walk("."):
    folders[:] = [name for name in folders if name != ".git"]
    there += [os.path.relpath(os.path.join(folder, name)) for name in files]
def say(message, facts):
    print(json.dumps({"message": message, "facts": facts}))
`

const engineer = `${begin}
if "accept" in menu:
    say("accept", {"plan": "look around"})
else:
    subprocess.run(["git", "sparse-checkout", "add", "pkg050/part1"], check=True)
    with open("${manyPath(50_100)}", "a") as file: file.write("changed")
    with open("pkg001/part3/seen.json", "w") as file:
        json.dump({"there": sorted(there), "brief": turn["brief"]["text"]}, file)
    say("deliver", {})
`

const reviewer = `${begin}
changed = open("${manyPath(50_100)}").read()
findings = [str(len(there)), changed]
say("judge", {"verdict": {"meets": {"findings": findings}}})
`

const { kind } = await findContainment()
const stage = stageFirm({ program: kind === 'bubblewrap' ? 'bubblewrap' : 'none' })
beforeAll(async () => {
  buildProgram()
  await commitManyFiles(stage.repository, filesCount)
  // The person's own worktree holds no more of it either.
  stage.git('sparse-checkout', 'set', '--no-cone', '/README.md')
  stage.git('checkout', '-q', 'many')
}, 300_000)
afterAll(async () => await stage.leave())

/** What lies where the worktrees are; the history that each begins with stays. */
const worktrees = (): readonly string[] => {
  const scratch = join(stage.home, 'scratch')
  const names = readdirSync(scratch).flatMap((name) => readdirSync(join(scratch, name)))
  return names.filter((name) => name !== 'history')
}

const hire = async (member: string, role: string, program: string): Promise<ProgramRun> => {
  const file = join(stage.signals, `${member}.py`)
  writeFileSync(file, program)
  const words = ['--role', role, '--no-trial', '--passphrase-fd', '3', '--', 'python3', file]
  return await stage.firm(['hire', member, ...words])
}

it('comes from init to a reviewed merge of what was leased', { timeout: 180_000 }, async () => {
  const made = await stage.firm(['init', '--passphrase-fd', '3', '--operator', 'ana'])
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(await hire('eve', 'engineer', engineer)).toMatchObject({ code: 0, err: '' })
  expect(await hire('rob', 'reviewer', reviewer)).toMatchObject({ code: 0, err: '' })
  const done = await stage.firm(['do', 'Look', '--paths', 'pkg001/part3'], '\n\n\n')
  expect({ code: done.code, out: done.out }).toMatchObject({
    code: 0,
    out: expect.stringContaining('handoff:look is completed.'),
  })
  // The files beside the two that were changed, and the one at the top.
  expect(done.out).toContain('"findings":["202","50100\\nchanged"]')
  const seen = JSON.parse(stage.git('show', 'firm/main:pkg001/part3/seen.json'))
  const leased = Array.from({ length: 100 }, (_, at) => manyPath(1_300 + at))
  expect(seen.there).toEqual(['README.md', ...leased])
  expect(seen.brief).toContain(
    '## Your worktree\n- The repository tracks 100001 files, and only those',
  )
  expect(stage.git('diff', '--name-status', 'many', 'firm/main').split('\n')).toEqual([
    'A\tpkg001/part3/seen.json',
    `M\t${manyPath(50_100)}`,
  ])
  for (let tries = 0; tries < 200 && worktrees().length > 0; tries += 1) await wait(50)
  expect(worktrees()).toEqual([])
})
