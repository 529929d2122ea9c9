/** Benchmark: what a hook adds to a tool call, by HTTP and by a command, with 100,000 events in the ledger. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  doorFileOf,
  findDoorPort,
  keepDoorKeys,
  newDoorToken,
} from '../../src/cli/firm-home/index.ts'
import { openWorkingTree } from '../../src/environments/git/index.ts'
import { openRepository } from '../../src/environments/git/reader/index.ts'
import { isAlive } from '../../src/environments/process/index.ts'
import { type Host, openDoor, startFreePace } from '../../src/host/index.ts'
import { afterLastAct, charterHash } from '../../src/kernel/index.ts'
import { openSqliteStore } from '../../src/ledger/drivers/sqlite/index.ts'
import { claudeHooks, codexHooks, geminiHooks, windowMind } from '../../src/minds/window/index.ts'
import { serveDoor } from '../../src/server/door/index.ts'
import { doorCharter } from '../../src/testing/staged-door.ts'
import { testOperator } from '../../src/testing/test-operator.ts'
import { bareOptions, openAlone } from '../host/bare-host.ts'
import { writeWorkedLedger } from '../host/worked-ledger.ts'

const eventCount = Number(process.argv[2] ?? 100_000)
const roundCount = Number(process.argv[3] ?? 300)
const goalsMs: { readonly [name: string]: number } = { 'HTTP hook': 10, 'command hook': 60 }
const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'firm-bench-'))
const repository = join(folder, 'repository')
const ledger = join(folder, 'ledger.db')

const makeRepository = (): void => {
  mkdirSync(join(repository, 'src'), { recursive: true })
  for (let index = 0; index < 20; index += 1) {
    writeFileSync(join(repository, 'src', `file-${index}.txt`), 'a\n')
  }
  execFileSync('git', ['init', '-q'], { cwd: repository })
}

const adopt = async (host: Host): Promise<void> => {
  const charter = doorCharter({ seats: { cleo: 'claude' } })
  const what = afterLastAct(host.state, charterHash(charter))
  const signature = testOperator().sign('acme', { verb: 'apply', what })
  const adopted = await host.submit({ type: 'adopt-charter', charter, by: 'boss', signature })
  if (!adopted.ok) throw new TypeError(adopted.message)
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length * share)] ?? Number.NaN

const ask = async (
  words: readonly string[],
): Promise<{ readonly [name: string]: readonly number[] }> =>
  await new Promise((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let heard = ''
    child.stdout.on('data', (piece: Buffer) => (heard += piece.toString()))
    child.on('close', () => resolve(JSON.parse(heard)))
  })

makeRepository()
await writeWorkedLedger(ledger, { eventCount, openCount: 0, standingCount: 500 })
const store = await openSqliteStore(ledger)
const bare = bareOptions(store)
const opened = await openAlone({
  ...bare,
  staff: { ...bare.staff, minds: new Map([['cleo', windowMind()]]) },
})
const { host } = opened
await adopt(host)
const pace = startFreePace(host, (cause) => {
  throw cause
})
const door = await openDoor(host, {
  tree: await openWorkingTree(await openRepository(repository), host.options.clock),
  processes: { isAlive },
})
const [port, token] = [await findDoorPort(), newDoorToken()]
keepDoorKeys(folder, { port, tokens: { claude: token } })
const served = await serveDoor({
  port,
  tokens: () => ({ claude: token }),
  door,
  codecs: { claude: claudeHooks, codex: codexHooks, gemini: geminiHooks },
  clock: host.options.clock,
})
if (!served.ok) throw new TypeError(served.message)
const used = process.cpuUsage()
const before = host.state.position
const hook = fileOf('../../dist/cli/hook.js')
const words = [fileOf('calls.ts'), `${port}`, token, hook, doorFileOf(folder), repository]
const taken = await ask([...words, `${roundCount}`])
const { user, system } = process.cpuUsage(used)
for (const [name, values] of Object.entries(taken)) {
  const goal = goalsMs[name] === undefined ? '' : `; the goal is ${goalsMs[name]}`
  console.log(
    `${name}: p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} (${values.length})${goal}`,
  )
}
const callCount = (taken['HTTP hook']?.length ?? 0) + (taken['command hook']?.length ?? 0)
const cpuMs = (user + system) / 1000 / callCount
console.log(
  `the host took ${cpuMs.toFixed(2)} ms of processor a hook, and wrote ${host.state.position - before} events`,
)
await served.value.close()
door.close()
pace.stop()
await opened.close()
await store.close()
rmSync(folder, { recursive: true })
