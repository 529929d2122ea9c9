/** The exam of a content store: what every driver must show. */
import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { hashOf, parseInstant } from '../base/index.ts'
import type { Content, Erasure } from '../ledger/index.ts'
import { type Exam, type ExamCase, examCases, type ExamPlaces } from './exam.ts'

const contentExamCases: Exam<Content> = {
  'what was put comes back under its name, also later': async ({ open }) => {
    const content = await open()
    const bytes = Buffer.from('a fact above sixteen kilobytes')
    const name = await content.put(bytes)
    await content.close()
    const again = await open()
    deepEqual(await bytesOf(again, name), bytes.toString())
    ok(await again.has(name))
  },
  'empty and large contents are contents': async ({ open }) => {
    const content = await open()
    const large = Buffer.alloc(3_000_000, 'x')
    deepEqual(await bytesOf(content, await content.put(Buffer.alloc(0))), '')
    deepEqual(await bytesOf(content, await content.put(large)), large.toString())
  },
  'the name is salted, and differs from subject to subject': async ({ open }) => {
    const content = await open()
    const bytes = Buffer.from('yes')
    const names = [await content.put(bytes), await content.put(bytes, 'ana')]
    names.push(await content.put(bytes, 'bob'))
    equal(new Set(names).size, 3)
    ok(!names.includes(hashOf(bytes)))
  },
  'the same bytes about the same subject have one name': async ({ open }) => {
    const [left, right] = [await open(), await open()]
    const bytes = Buffer.from('yes')
    const names = await Promise.all(
      [left, right, left, right].map((content) => content.put(bytes, 'ana')),
    )
    equal(new Set(names).size, 1)
    deepEqual(await left.subjects(), [{ name: 'ana', contentCount: 1 }])
  },
  'what was never put is refused in words': async ({ open }) => {
    const content = await open()
    const outcome = await content.get(hashOf('nothing'))
    equal(outcome.ok ? '' : outcome.why, 'unknown')
    equal(await content.has(hashOf('nothing')), false)
  },
  'an erased subject leaves a tombstone that says by whom and when': async ({ open }) => {
    const content = await open()
    const about = await content.put(Buffer.from('born 1815'), 'ada')
    const other = await content.put(Buffer.from('born 1815'), 'bob')
    const own = await content.put(Buffer.from('the plan'))
    deepEqual(await content.erase('ada', erasure()), {
      ok: true,
      value: { name: 'ada', contentCount: 1 },
    })
    for (const opened of [content, await open()]) {
      const outcome = await opened.get(about)
      equal(outcome.ok ? '' : outcome.why, 'erased')
      equal(outcome.ok ? '' : outcome.message, 'erased by ana on 2023-11-14T22:13:20.000Z')
      equal(await opened.has(about), false)
      deepEqual(await bytesOf(opened, other), 'born 1815')
      deepEqual(await bytesOf(opened, own), 'the plan')
      deepEqual(await opened.subjects(), [{ name: 'bob', contentCount: 1 }])
    }
  },
  'a subject about which nothing is kept cannot be erased': async ({ open }) => {
    const content = await open()
    const outcome = await content.erase('nobody', erasure())
    equal(outcome.ok ? '' : outcome.why, 'unknown')
    equal(outcome.ok ? '' : outcome.message, 'nothing personal is kept about "nobody"')
  },
  'a subject that comes back has a new salt, and what was erased stays erased': async ({
    open,
  }) => {
    const content = await open()
    const before = await content.put(Buffer.from('yes'), 'ada')
    await content.erase('ada', erasure())
    const after = await content.put(Buffer.from('yes'), 'ada')
    notEqual(before, after)
    equal(await content.has(before), false)
    deepEqual(await bytesOf(content, after), 'yes')
    await content.erase('ada', erasure())
    equal(await content.has(after), false)
  },
  'a subject may have any name': async ({ open }) => {
    const content = await open()
    const names = ['', '../..', 'firm', 'a/b', 'ä 🜁', 'about', 'x'.repeat(5000)]
    for (const name of names) await content.put(Buffer.from(name), name)
    deepEqual(
      (await content.subjects()).map(({ name }) => name),
      names.toSorted((left, right) => (left < right ? -1 : 1)),
    )
  },
}

/** All cases, each in a place of its own; contents opened in one place are one. */
export const contentExam = (places: ExamPlaces<Content>): readonly ExamCase[] =>
  examCases(contentExamCases, places)

const bytesOf = async (content: Content, name: Parameters<Content['get']>[0]): Promise<string> => {
  const outcome = await content.get(name)
  ok(outcome.ok, 'the content is there')
  return Buffer.from(outcome.value).toString()
}

const erasure = (): Erasure => {
  const at = parseInstant(1_700_000_000_000)
  ok(at !== undefined)
  return { by: 'ana', at }
}
