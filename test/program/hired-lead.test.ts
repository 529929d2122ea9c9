/** Work that is given to a firm whose lead is hired: the lead hands it off, and the operator is asked where a gate says so. */
import { afterAll, expect, it } from 'vitest'
import { stageFirm } from './staged-firm.ts'

const stage = stageFirm({ program: 'none' })
afterAll(async () => await stage.leave())

const messages = async (): Promise<readonly string[]> => {
  const { out } = await stage.firm(['log', '--json'])
  return out
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { type, by, message }: { type: string; by: string; message: string } = JSON.parse(line)
      return type === 'message-sent' ? [`${by}: ${message}`] : []
    })
}

it('is asked of the lead, and comes to a reviewed merge', { timeout: 600_000 }, async () => {
  await stage.firm(['init', '--passphrase-fd', '3', '--operator', 'ana'])
  await stage.hireBoth()
  expect(await stage.hireLead()).toMatchObject({ code: 0, err: '' })
  // The members are unfenced here, so that the lead's merge waits for the operator.
  const done = await stage.firm(['do', 'Write notes', '--passphrase-fd', '3'], 'a\n')
  expect(done).toMatchObject({ code: 0 })
  expect(done.out).toContain('request:write-notes is completed.')
  expect(done.out).toMatch(/It is on firm\/main as [0-9a-f]{12}/)
  expect(stage.git('show', 'firm/main:NOTES.md')).toBe('a line')
  expect(await messages()).toEqual([
    'ana: ask',
    'lea: offer',
    'eve: accept',
    'eve: deliver',
    'rob: judge',
    'lea: apply',
    'lea: answer',
  ])
})
