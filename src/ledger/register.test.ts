// The register: names are found whether or not the store's index has them yet.
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../base/index.ts'
import { createMemoryStorage, openMemoryStore } from './drivers/memory/index.ts'
import { chainBodies, emptyAnchor, type Entry } from './entry.ts'
import { openRegister } from './register.ts'

const namesOf = ({ body }: Entry): readonly string[] => {
  const names: unknown = JSON.parse(body)
  return Array.isArray(names) ? names.map(String) : []
}

const entries = chainBodies(emptyAnchor, ['["a"]', '["a","b","a"]', '[]', '["b"]', '["a"]'])

describe('the register', () => {
  it('catches up with what its index has not seen', async () => {
    const store = openMemoryStore()
    await store.append(0, entries)
    const register = await openRegister(store, namesOf)
    expect(register.position).toBe(5)
    expect(await register.find('a', 5)).toEqual([1, 2, 5])
    expect(await register.find('a', 4)).toEqual([1, 2])
    expect(await store.marks.position()).toBe(5)
  })

  it('finds what was noted before it is kept, and keeps only what is durable', async () => {
    const store = openMemoryStore()
    const register = await openRegister(store, namesOf)
    for (const entry of entries) register.note(entry)
    await store.append(0, entries.slice(0, 2))
    await register.keep(2)
    expect(await store.marks.position()).toBe(2)
    expect(register.pendingCount).toBe(2)
    expect(await register.find('b', 5)).toEqual([2, 4])
    await store.append(2, entries.slice(2))
    await register.keep(5)
    expect(await register.find('b', 5)).toEqual([2, 4])
    expect(register.pendingCount).toBe(0)
  })

  it('gives the same answers whenever it was kept and reopened', async () => {
    const random = seededRandom(4, 'register')
    for (let round = 0; round < 30; round += 1) {
      const storage = createMemoryStorage()
      const store = openMemoryStore(storage)
      let register = await openRegister(store, namesOf)
      let kept = 0
      for (const entry of entries) {
        await store.append(entry.position - 1, [entry])
        register.note(entry)
        const chance = random.integer(4)
        if (chance === 0) await register.keep((kept = entry.position))
        if (chance === 1) register = await openRegister(openMemoryStore(storage), namesOf)
      }
      expect(await register.find('a', 5), `kept ${kept}`).toEqual([1, 2, 5])
      expect(await register.find('b', 3), `kept ${kept}`).toEqual([2])
    }
  })

  it('refuses an event out of order', async () => {
    const register = await openRegister(openMemoryStore(), namesOf)
    expect(() => entries.slice(1).forEach((entry) => register.note(entry))).toThrow('in order')
  })
})
