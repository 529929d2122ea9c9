// Windows that are killed, and doors that nobody answers at: run by windows.long.ts where only loopback is.
import { createServer, type Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../src/base/index.ts'
import { type DoorStage, stageAtDoor } from './door-stage.ts'
import { type HookProgram, makeHookProgram } from './hook-program.ts'
import { findPrograms } from './real-agents.ts'
import { done, editBy, inParts, readBy } from './parts.ts'
import type { Script } from './step.ts'
import { type Agent, claudeAgent, codexAgent, geminiAgent } from './window.ts'

const { programs, lacks } = findPrograms()

let made: HookProgram | undefined
afterAll(() => made?.remove())

beforeEach((context) => {
  if (programs === undefined) context.skip(lacks)
  made ??= makeHookProgram()
})

const stage = async (
  scripts: { readonly [speaker: string]: Script },
  agents: readonly Agent[],
): Promise<DoorStage> =>
  await stageAtDoor(present(programs, 'the programs are there'), {
    scripts,
    agents,
    hookProgram: made?.file ?? '',
  })

const agents = [claudeAgent, codexAgent, geminiAgent]

const patienceMs = 10_000

const eventually = async (holds: () => boolean): Promise<void> => {
  const givenUpAt = Date.now() + patienceMs
  while (!holds() && Date.now() < givenUpAt) await wait(20)
  expect(holds()).toBe(true)
}

describe('a window that is killed', () => {
  test.each(agents)('of $name holds nothing any more, and another gets the file', async (agent) => {
    const { ground, room, close } = await stage(
      {
        ann: inParts(readBy(agent), editBy(agent, 'ann'), () => ({ silent: true })),
        ben: inParts(readBy(claudeAgent), editBy(claudeAgent, 'ben'), done),
      },
      [agent, claudeAgent],
    )
    const ann = ground.open(agent, 'ann')
    await ground.model.silenced('ann')
    expect([...room.host.state.leases.keys()]).toEqual(['place:a.txt'])
    ann.kill()
    expect(await ann.ended).toMatchObject({ signal: 'SIGKILL' })
    await eventually(() => room.host.state.leases.size === 0)
    expect(await ground.open(claudeAgent, 'ben').ended).toMatchObject({ code: 0 })
    expect(await ground.bytesOf('a.txt')).toBe('ann was here\n\nben was here\n\n')
    const ended = room.events.flatMap((event) =>
      event.type === 'enactment-ended' ? [`${event.enactment.split('-')[0]} ${event.as}`] : [],
    )
    const seat = `${agent.name}1`
    // The seat of the one that was killed is free again.
    const other = agent === claudeAgent ? 'claude1' : 'claude2'
    expect(ended).toEqual([
      `edit:${seat} failed`,
      `window:${seat} failed`,
      `edit:${other} completed`,
      `window:${other} completed`,
    ])
    await close()
  })
})

/** What may be at the door's port instead of a door. */
const doors: readonly {
  readonly door: string
  readonly stand: (port: number) => Promise<Server | undefined>
}[] = [
  { door: 'dead', stand: async () => await Promise.resolve(undefined) },
  { door: 'hung', stand: async (port) => await listen(port, () => undefined) },
  { door: 'that answers 500', stand: async (port) => await listen(port, 500) },
  { door: 'that answers rubbish', stand: async (port) => await listen(port, 200) },
]

const listen = async (port: number, answer: number | (() => void)): Promise<Server> => {
  const server = createServer((_request, response) => {
    if (typeof answer === 'function') return answer()
    response.statusCode = answer
    response.end('<html>what?</html>')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

describe.each(doors)('a door $door', ({ stand }) => {
  test.each(agents)('refuses edits of $name until it answers again', async (agent) => {
    let server: Server | undefined
    let meanwhile = ''
    const { ground, room, close } = await stage(
      {
        ann: inParts(
          readBy(agent),
          async (seen) => {
            await room.shut()
            server = await stand(room.port)
            return await editBy(agent, 'ann')(seen)
          },
          async (seen) => {
            meanwhile = await ground.bytesOf('a.txt')
            server?.closeAllConnections()
            await new Promise<unknown>((resolve) => server?.close(resolve) ?? resolve(undefined))
            await room.reopen()
            return await editBy(agent, 'ann')(seen)
          },
          done,
        ),
      },
      [agent],
    )
    expect(await ground.open(agent, 'ann').ended).toMatchObject({ code: 0 })
    const refused = ground.model.seen.find(({ answers }) => answers === 2)?.last
    expect(refused).toContain(
      agent === claudeAgent
        ? `127.0.0.1:${room.port}/door/claude]:`
        : 'A person mends it with `firm up`; then try again. Until then this is refused.',
    )
    expect(meanwhile).toBe('line of ann\n\n')
    expect(await ground.bytesOf('a.txt')).toBe('ann was here\n\n')
    await close()
  })
})
