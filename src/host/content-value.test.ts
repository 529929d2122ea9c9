/** Large and personal values: in content before the ledger names them, and readable until erased. */
import { describe, expect, it } from 'vitest'
import { type Instant, present } from '../base/index.ts'
import { openMemoryContent } from '../ledger/drivers/memory/index.ts'
import { referencesIn } from '../ledger/index.ts'
import { terseForm } from '../testing/terse-form.ts'
import { moveToContent } from './content-moving.ts'
import { readFromContent } from './content-value.ts'

const form = (personal: boolean): ReturnType<typeof terseForm> => {
  const plain = terseForm(
    'protocol p\nkey k\nroles a\ns: a > a; out k who note verdict; ends completed',
  )
  const note = { kind: 'text', schema: {}, ...(personal ? { personal: 'who' } : {}) } as const
  const verdict = { kind: 'value', schema: {}, branches: ['meets', 'fails'] } as const
  return { ...plain, facts: { ...plain.facts, note, verdict } }
}

const anyName: unknown = expect.stringMatching(/^[0-9a-f]{64}$/)

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

  it('leave the small fields of a large fact, which a later gate may compare, and go whole within it', async () => {
    const by = moving()
    const many = Array.from({ length: 30 }, (_, at) => [`f${at}`, 'y'.repeat(1_000)] as const)
    const a = Object.fromEntries(many)
    const facts = { note: { a, b: { c: 'y'.repeat(1_500), d: 'y'.repeat(1_500) }, size: 11, ...a } }
    const moved = await moveToContent(by, form(false), facts)
    const kept = { a: { $content: anyName }, b: { bytes: 3_015 }, size: 11, ...a }
    expect(moved).toMatchObject({ note: kept })
    expect(await readFromContent(by.content, moved)).toEqual(facts)
  })

  it.each([
    ['what a lease names', { lease: 'note.paths' }, undefined],
    ['until when something waits', { by: 'note.paths' }, undefined],
    ['what a gate compares', {}, ['note.paths']],
  ])('leave in the ledger, however large: %s', async (_what, rule, compared) => {
    const by = { ...moving(), ...(compared === undefined ? {} : { compared }) }
    const plain = form(false)
    const s = { ...present(plain.messages['s'], 'it has the message'), ...rule }
    const paths = Array.from({ length: 900 }, (_, at) => `src/${'deep/'.repeat(4)}${at}.ts`)
    const facts = { note: { paths, text: long } }
    const moved = await moveToContent(by, { ...plain, messages: { s } }, facts)
    expect(moved).toMatchObject({ note: { paths, text: { bytes: 20_002 } } })
  })

  it('leave a key and the parts of a split in the ledger', async () => {
    const plain = form(false)
    const each = { kind: 'each', schema: {} } as const
    const facts = { k: long, note: [{ key: 'a', facts: { text: long } }] }
    const split = { ...plain, facts: { ...plain.facts, note: each } }
    expect(await moveToContent(moving(), split, facts)).toEqual(facts)
  })

  it('of the parts of a split are moved as the first messages of its children are', async () => {
    const by = { ...moving(), childNamed: () => form(true) }
    const plain = form(false)
    const each = { kind: 'each', schema: {}, child: 'p' } as const
    const part = { key: 'a', facts: { who: 'ann', note: 'born in May', verdict: { meets: long } } }
    const split = { ...plain, facts: { ...plain.facts, note: each } }
    const moved = await moveToContent(by, split, { note: [part] })
    expect(moved['note']).toMatchObject([
      {
        key: 'a',
        facts: { who: 'ann', note: { bytes: 13 }, verdict: { meets: { bytes: 20_002 } } },
      },
    ])
    expect(await by.content.subjects()).toEqual([{ name: 'ann', contentCount: 1 }])
    expect(await readFromContent(by.content, moved)).toEqual({ note: [part] })
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
