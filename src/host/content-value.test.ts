/** Large and personal values: in content before the ledger names them, and readable until erased. */
import { describe, expect, it } from 'vitest'
import type { Instant } from '../base/index.ts'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { referencesIn } from '../ledger/index.ts'
import { terseForm } from '../testing/terse-form.ts'
import { moveToContent, readFromContent } from './content-value.ts'

const form = (personal: boolean): ReturnType<typeof terseForm> => {
  const plain = terseForm(
    'protocol p\nkey k\nroles a\ns: a > a; out k who note verdict; ends completed',
  )
  const note = { kind: 'text', schema: {}, ...(personal ? { personal: 'who' } : {}) } as const
  const verdict = { kind: 'value', schema: {}, branches: ['meets', 'fails'] } as const
  return { ...plain, facts: { ...plain.facts, note, verdict } }
}

const long = 'x'.repeat(20_000)

const moving = (reached: string[] = []) => ({
  content: openMemoryContent(() => new Uint8Array(32).fill(1)),
  reach: (point: string) => void reached.push(point),
})

describe('values in content', () => {
  it('small ones stay in the ledger', async () => {
    const facts = { k: '1', note: 'short' }
    expect(await moveToContent(moving(), form(false), facts)).toEqual(facts)
  })

  it('large ones are written before they are named, and read back the same', async () => {
    const reached: string[] = []
    const by = moving(reached)
    const moved = await moveToContent(by, form(false), { k: '1', note: long })
    expect(reached).toEqual(['host: before content', 'host: after content'])
    expect(JSON.stringify(moved).length).toBeLessThan(200)
    expect(referencesIn(moved)).toHaveLength(1)
    expect(await readFromContent(by.content, moved)).toEqual({ k: '1', note: long })
  })

  it('keep their branch where the kernel can read it', async () => {
    const by = moving()
    const moved = await moveToContent(by, form(false), { verdict: { fails: { findings: [long] } } })
    expect(Object.keys(moved['verdict'] as object)).toEqual(['fails'])
    expect(await readFromContent(by.content, moved)).toEqual({
      verdict: { fails: { findings: [long] } },
    })
  })

  it('keep the fields that leases and gates read', async () => {
    const by = moving()
    const moved = await moveToContent(by, form(false), { note: { paths: ['a.ts'], text: long } })
    expect(moved['note']).toMatchObject({ paths: ['a.ts'] })
  })

  it('that are personal go there at any size, and erased they say who erased them', async () => {
    const by = moving()
    const moved = await moveToContent(by, form(true), { who: 'ann', note: 'born in May' })
    expect(JSON.stringify(moved)).not.toContain('May')
    await by.content.erase('ann', { by: 'you', at: 1_767_225_600_000 as Instant })
    expect(await readFromContent(by.content, moved)).toEqual({
      who: 'ann',
      note: 'erased by you on 2026-01-01T00:00:00.000Z',
    })
  })
})
