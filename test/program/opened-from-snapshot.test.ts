/** The program opens a firm from its snapshot: what stands before it in the ledger is not read, not even for its code. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Database } from '../../src/ledger/drivers/sqlite/database.ts'
import { type CharterHome, foundHome } from './charter-home.ts'

let home: CharterHome
beforeEach(async () => {
  home = await foundHome()
})
afterEach(() => home.remove())

/** So much that closing keeps a snapshot. */
const liveOn = async (): Promise<void> =>
  await home.host(async ({ host }) => {
    const note = { type: 'note-observation', by: 'ana', about: 'the weather', data: null } as const
    const days = Array.from({ length: 600 }, (_, day) => ({ ...note, text: `day ${day}` }))
    await Promise.all(days.map(async (day) => await host.submit(day)))
  })

/** The ledger loses all rows but those of its last two commits: whoever reads them finds damage. */
const tearOut = (): void => {
  const database = new Database(home.places.ledger)
  const kept = 'SELECT first FROM groups ORDER BY first DESC LIMIT 2'
  database.exec(`DELETE FROM groups WHERE first NOT IN (${kept})`)
  database.close()
}

it('a firm opens with its code though its ledger cannot be read from the beginning', async () => {
  await liveOn()
  // The code beside the ledger is another by now, so that only what was kept will do.
  home.rewrite('ship something else')
  tearOut()
  await home.host(async ({ desk, host }) => {
    expect(host.state.charter?.goal.text).toBe('ship it')
    expect([...desk.memory().keptCode.keys()]).toEqual([host.state.charter?.code])
  })
  expect(await home.firm('status')).toMatchObject({ code: 0 })
  expect(await home.firm('verify')).toMatchObject({ code: 1 })
})
