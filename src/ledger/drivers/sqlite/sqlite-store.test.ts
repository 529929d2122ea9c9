// The SQLite driver takes the exam of every store.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { storeExam } from '../../../testing/store-exam.ts'
import type { Store } from '../../index.ts'
import { openSqliteStore } from './index.ts'

describe('the SQLite store', () => {
  const places = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'firm ledger '))
    const opened: Store[] = []
    const open = async (): Promise<Store> => {
      const store = await openSqliteStore(join(folder, 'ledger.db'), { watchEveryMs: 5 })
      opened.push(store)
      return store
    }
    const dispose = async (): Promise<void> => {
      for (const store of opened) await store.close()
      await rm(folder, { recursive: true })
    }
    return { open, dispose }
  }
  it.each(storeExam(places))('$name', ({ run }) => expect(run()).resolves.toBeUndefined())
})
