/** Each mind that `firm hire` knows is hired into a real firm and does its part of real work; and work is given in each way. */
import { chmodSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram, type ProgramRun } from './built-program.ts'
import { stageFirm } from './staged-firm.ts'

const stage = stageFirm({ program: 'none' })
const folder = dirname(stage.repository)
const secret = ['--passphrase-fd', '3'] as const

// The real programs are tried by a long job; here something of their name speaks as they do.
const claude = `#!/bin/sh
turn=$(cat)
say() { printf '{"type":"result","is_error":false,"result":"%s","usage":{"input_tokens":70,"output_tokens":7}}\\n' "$1"; }
case "$turn" in
  *'"message": "accept"'*) say '{\\"message\\":\\"accept\\",\\"facts\\":{\\"plan\\":\\"write it\\"}}' ;;
  *'"message": "deliver"'*)
    for path in "notes, 1.md" NOTES.md; do echo "a line" >> "$path"; done
    say '{\\"message\\":\\"deliver\\",\\"facts\\":{}}' ;;
  *) say '{\\"pass\\":\\"nothing to say\\"}' ;;
esac
`

const codex = `#!/bin/sh
cat > /dev/null
printf '{"type":"item.completed","item":{"type":"agent_message","text":"%s"}}\\n' '{\\"message\\":\\"judge\\",\\"facts\\":{\\"verdict\\":{\\"meets\\":{\\"findings\\":[]}}}}'
echo '{"type":"turn.completed","usage":{"input_tokens":50,"output_tokens":5}}'
`

const script = `import { code, git, handoff } from 'firm'
import { z } from 'zod'

const repo = git('.')
const spec = z.object({ text: z.string(), paths: z.array(z.string()) })
const work = handoff.with({
  facts: { spec, result: repo.commit() },
  does: { apply: repo.merge('result') },
  lease: { accept: 'spec.paths' },
})

export const plays = [
  code(work, 'reviewer', { judge: () => ({ verdict: { meets: { findings: ['by a script'] } } }) }),
]
`

beforeAll(async () => {
  buildProgram()
  for (const [name, text] of [
    ['claude', claude],
    ['codex', codex],
  ] as const) {
    writeFileSync(join(folder, 'bin', name), text)
    chmodSync(join(folder, 'bin', name), 0o755)
  }
  writeFileSync(join(folder, 'sam.ts'), script)
  await stage.firm(['init', ...secret, '--operator', 'ana'])
}, 300_000)
afterAll(async () => await stage.leave())

const hire = async (
  member: string,
  role: string,
  ...mind: readonly string[]
): Promise<ProgramRun> =>
  await stage.firm(['hire', member, '--role', role, '--no-trial', ...secret, '--mind', ...mind])

const dismiss = async (member: string): Promise<ProgramRun> =>
  await stage.firm(['dismiss', member, ...secret])

const logged = async (): Promise<readonly { readonly [name: string]: unknown }[]> =>
  (await stage.firm(['log', '--json'])).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const until = async (isThere: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 300 && !(await isThere()); tries += 1) await wait(50)
  expect(await isThere()).toBe(true)
}

const messagesOf = async (enactment: string): Promise<readonly string[]> =>
  (await logged())
    .filter((line) => line['type'] === 'message-sent' && line['enactment'] === enactment)
    .map(({ by, message }) => `${String(by)}: ${String(message)}`)

describe('a firm that hires by each mind', () => {
  it('runs claude as engineer and codex as reviewer, with the arguments that were shown', async () => {
    const eve = await hire('eve', 'engineer', 'claude', '--model', 'opus')
    expect(eve).toMatchObject({ code: 0, err: '' })
    expect(eve.out).toContain('eve runs: ["claude","-p","--output-format","stream-json",')
    expect(eve.out).toContain('"--model","opus"]\nwith the variables:\n')
    expect(eve.out).toContain('  DISABLE_TELEMETRY=1\n')
    expect(eve.out).toContain('It was never run with a real model.')
    expect(eve.out).toContain('eve joins as engineer: claude opus\n')
    expect(eve.out).toContain('engineer is now held by eve (before: ana, the operator)')
    const rob = await hire('rob', 'reviewer', 'codex')
    expect(rob).toMatchObject({ code: 0, err: '' })
    expect(rob.out).toContain('rob runs: ["codex","exec","--json","-s","workspace-write",')
    // One path with a comma, to the letter, and one as ever.
    const given = ['do', 'Write notes', '--path', 'notes, 1.md', '--paths', 'NOTES.md', '--yes']
    const done = await stage.firm(given)
    expect(done.out).toContain('it holds place:NOTES.md and place:notes, 1.md.')
    expect(done).toMatchObject({ code: 0 })
    expect(stage.git('show', 'firm/main:notes, 1.md')).toBe('a line')
    expect(await messagesOf('handoff:write-notes')).toEqual([
      'ana: offer',
      'eve: accept',
      'eve: deliver',
      'rob: judge',
      'ana: apply',
    ])
  })

  it('leases no other path than the one that is there', async () => {
    stage.git('merge', '-q', 'firm/main')
    const refused = await stage.firm(['do', 'Write more', '--paths', 'notes, 1.md'])
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('give this one by --path'),
    })
    expect(await messagesOf('handoff:write-more')).toEqual([])
  })

  it('runs a script from its file, named without dashes, and a person by their answer', async () => {
    expect(await dismiss('rob')).toMatchObject({ code: 0, err: '' })
    const sam = await hire('sam', 'reviewer', 'script', '../sam.ts')
    expect(sam).toMatchObject({ code: 0, err: '' })
    expect(sam.out).toContain('sam is code in the host’s process: it is trusted.')
    expect(await stage.firm(['do', 'Write again', '--paths', 'NOTES.md', '--yes'])).toMatchObject({
      code: 0,
    })
    expect(await messagesOf('handoff:write-again')).toContain('sam: judge')
    expect(await dismiss('sam')).toMatchObject({ code: 0, err: '' })
    expect(await hire('pat', 'reviewer', 'person')).toMatchObject({ code: 0, err: '' })
  })

  it('goes on with what was given and left, for the role that it is for', async () => {
    const given = ['do', 'Write last', '--to', 'engineer', '--paths', 'NOTES.md', '--detach']
    const left = await stage.firm([...given, '--json'])
    expect(left.code).toBe(0)
    expect(JSON.parse(left.out)).toEqual({
      enactment: 'handoff:write-last',
      ended: null,
      waits: false,
    })
    await until(async () => (await messagesOf('handoff:write-last')).includes('eve: deliver'))
    const answered = await stage.firm([
      'answer',
      'write-last',
      '{"meets":{"findings":[]}}',
      '--as',
      'pat',
    ])
    expect(answered).toMatchObject({ code: 0, err: '' })
    expect((await messagesOf('handoff:write-last')).at(-1)).toBe('pat: judge')
  })

  it('takes no work for a role that nobody has a word for', async () => {
    const refused = await stage.firm(['do', 'Write poems', '--to', 'poet', '--json'])
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.out)).toMatchObject({
      code: 'work-refused',
      message: 'no protocol of a-repo has a message to poet',
      hint: expect.stringMatching(/^Name one of .*engineer/),
    })
  })
})
