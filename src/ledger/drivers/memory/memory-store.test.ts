// The memory driver takes the exam of every store.
import { describe, expect, it } from 'vitest'
import { storeExam } from '../../../testing/store-exam.ts'
import { createMemoryStorage, openMemoryStore } from './index.ts'

describe('the memory store', () => {
  const places = async () => {
    const storage = createMemoryStorage()
    return { open: async () => openMemoryStore(storage), dispose: async () => undefined }
  }
  it.each(storeExam(places))('$name', ({ run }) => expect(run()).resolves.toBeUndefined())
})
