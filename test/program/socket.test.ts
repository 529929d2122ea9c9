import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ToldLine } from '../../src/api/index.ts'
import { present } from '../../src/base/index.ts'
import { connectFirm, firmPlaces, serveFirm } from '../../src/cli/open-firm/index.ts'
import { HostGoneError } from '../../src/client/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import { trialSurroundings } from './trial-surroundings.ts'

const folder = mkdtempSync(join(tmpdir(), 'firm socket '))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Hosts a firm that was just founded. */
const serveIn = async (home: string) => {
  const served = await serveFirm(
    {
      places: firmPlaces(home),
      loader: trialSurroundings().surroundings.modules.charters(),
      clock: realClock(),
      variables: {},
      founding: true,
    },
    { failed: () => undefined },
  )
  if (!served.ok) return served
  const { host } = served.value.opened
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm: 'acme', operatorKey: '00' })
    await host.submit({ type: 'start-host', process: process.pid })
  }
  return served
}

const clientAt = async (home: string) =>
  present(await connectFirm(firmPlaces(home).socket), 'a host listens')

test('a host answers, refuses in words, tells past and present, and answers before it ends', async () => {
  const home = join(folder, 'one')
  const served = await serveIn(home)
  if (!served.ok) throw new TypeError(served.message)
  const client = await clientAt(home)
  expect(await client.call('nonsense', {})).toMatchObject({ ok: false, why: 'no-such-verb' })
  expect(await client.call('veto', { intent: 7 })).toMatchObject({
    ok: false,
    why: 'bad-arguments',
  })
  const told: ToldLine[] = []
  await client.watch(0, (one) => void told.push(one))
  expect(told.map(({ line }) => line.type)).toEqual(['firm-founded', 'host-started'])
  await served.value.opened.host.submit({
    type: 'note-observation',
    by: 'ana',
    about: 'weather',
    text: 'it rains',
    data: null,
  })
  await expect.poll(() => told.map(({ line }) => line.position)).toEqual([1, 2, 3])
  expect(told[2]?.sentence).toContain('it rains')
  expect(await client.call('stop', {})).toMatchObject({ ok: true, value: { process: process.pid } })
  expect(await served.value.ended).toBe('it was told to stop')
  await client.ended
  await expect(client.call('status', {})).rejects.toThrow(HostGoneError)
  expect(await connectFirm(firmPlaces(home).socket)).toBeUndefined()
})

test('what is no request is refused, and others are heard all the same', async () => {
  const home = join(folder, 'two')
  const served = await serveIn(home)
  if (!served.ok) throw new TypeError(served.message)
  const said = await new Promise<string>((resolve) => {
    const socket = connect(firmPlaces(home).socket)
    socket.setEncoding('utf8')
    socket.on('data', (piece: string) => {
      socket.end()
      resolve(piece)
    })
    socket.write('rubbish\n')
  })
  expect(JSON.parse(said)).toMatchObject({ id: 0, kind: 'refused', why: 'bad-request' })
  const client = await clientAt(home)
  expect(await client.call('status', {})).toMatchObject({ ok: true })
  await client.close()
  served.value.stop('the test is over')
  await served.value.ended
})

test('in a long FIRM_HOME the socket goes to a folder of its owner alone', async () => {
  const home = join(folder, 'a-very-long-name-'.repeat(10).slice(0, 120))
  const { socket } = firmPlaces(home)
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100)
  const served = await serveIn(home)
  if (!served.ok) throw new TypeError(served.message)
  const client = await clientAt(home)
  expect(await client.call('status', {})).toMatchObject({ ok: true })
  await client.close()
  served.value.stop('the test is over')
  await served.value.ended
  expect(existsSync(socket)).toBe(false)
  rmSync(dirname(socket), { recursive: true, force: true })
})

test('two programs on one FIRM_HOME never both host it', async () => {
  const home = join(folder, 'three')
  const first = await serveIn(home)
  if (!first.ok) throw new TypeError(first.message)
  const second = await serveIn(home)
  expect(second).toMatchObject({ ok: false, why: 'held' })
  const client = await clientAt(home)
  expect(await client.call('status', {})).toMatchObject({ ok: true })
  await client.close()
  first.value.stop('the test is over')
  await first.value.ended
})
