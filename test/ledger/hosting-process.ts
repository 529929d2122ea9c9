/** A process that hosts a ledger: it acquires, says so, stops itself where asked, and renews until it is taken over. */
import { writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseInstant, present } from '../../src/base/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'

const [path = '', name = '', stops] = process.argv.slice(2)
const store = await openSqliteStore(path)
const now = () => present(parseInstant(Date.now()), 'the clock tells an instant')
const outcome = await store.hosting.acquire(name, now())
writeSync(1, outcome.ok ? `hosts ${outcome.value.number}\n` : `${outcome.why}\n`)
// It stops here, between two writes: stopped within one it would keep the lock of the whole file.
if (stops === 'stops') process.kill(process.pid, 'SIGSTOP')
let isHost = outcome.ok
while (isHost && outcome.ok) {
  await wait(20)
  const renewal = await store.hosting.renew(outcome.value, now())
  isHost = renewal.ok
  if (!renewal.ok) writeSync(1, `${renewal.why}\n`)
}
await store.close()
