// The memory driver takes the exam of every content store.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentExam } from '../../../testing/content-exam.ts'
import { createMemoryContent, openMemoryContent } from './index.ts'

describe('content in memory', () => {
  const places = async () => {
    const kept = createMemoryContent()
    let drawn = 0
    const salts = (): Uint8Array => {
      drawn += 1
      return new Uint8Array(createHash('sha256').update(`${drawn}`).digest())
    }
    return { open: async () => openMemoryContent(salts, kept), dispose: async () => undefined }
  }
  it.each(contentExam(places))('$name', ({ run }) => expect(run()).resolves.toBeUndefined())
})
