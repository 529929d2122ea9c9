/** Rule 10: open work finishes under the code of the charter that it began with; what begins later has the newest. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type FirmPlaces,
  firmPlaces,
  openFirm,
  type OpenedFirm,
} from '../../src/cli/open-firm/index.ts'
import { realClock } from '../../src/environments/clock/index.ts'
import { openCharterLoader } from '../../src/host/charter/index.ts'
import { type Pace, startFreePace } from '../../src/host/index.ts'
import { performVerb } from '../../src/host/verbs/index.ts'
import { afterLastAct, charterHash } from '../../src/kernel/index.ts'
import { testOperator } from '../../src/testing/test-operator.ts'

const charterText = (word: string): string => `
import { code, firm, goal, id, person, protocol, script, text } from 'firm'

const letter = protocol('letter', {
  key: 'topic',
  roles: ['asker', 'owner'],
  facts: { topic: id(), draft: text(), word: text(), answer: text() },
  messages: {
    ask: { from: 'asker', to: 'owner', out: ['topic'] },
    sketch: { from: 'owner', to: 'asker', in: ['topic'], out: ['draft'] },
    confirm: { from: 'asker', to: 'owner', in: ['draft'], out: ['word'] },
    settle: { from: 'owner', to: 'asker', in: ['word'], out: ['answer'], ends: 'completed' },
  },
})

export default firm('acme', {
  goal: goal('answer', { owner: 'ana', measure: 'ana says so' }),
  members: {
    ana: person({ roles: ['operator', 'asker'] }),
    oda: script(
      { roles: ['owner'] },
      code(letter, 'owner', {
        sketch: () => ({ draft: '${word}' }),
        settle: () => ({ answer: '${word}' }),
      }),
    ),
  },
  protocols: [letter],
  policy: [],
})
`

const operator = testOperator()
const loader = openCharterLoader(new URL('../../src/index.ts', import.meta.url))

interface Life extends OpenedFirm {
  readonly pace: Pace
}

let places: FirmPlaces
let life: Life
const warned: string[] = []

const begin = async (): Promise<Life> => {
  const opened = await openFirm({
    places,
    loader,
    clock: realClock(),
    variables: {},
    founding: true,
    warn: ({ message }) => void warned.push(message),
  })
  if (!opened.ok) throw new RangeError(opened.message)
  return {
    ...opened.value,
    pace: startFreePace(opened.value.host, (cause) => expect.fail(String(cause))),
  }
}

const end = async (): Promise<void> => {
  life.pace.stop()
  await life.close()
}

const adopt = async (word: string): Promise<void> => {
  writeFileSync(places.charterFile, charterText(word))
  const loaded = await loader.load(places.charterFile)
  if (!loaded.ok) throw new RangeError(loaded.message)
  const hash = charterHash(loaded.value.firm.form)
  const signature = operator.sign('acme', {
    verb: 'apply',
    what: afterLastAct(life.host.state, hash),
  })
  expect(await life.desk.adopt({ by: 'ana', signature, hash })).toMatchObject({ ok: true })
}

const say = async (message: string, topic: string): Promise<void> => {
  const begins = message === 'ask'
  const acted = await performVerb(life.desk, 'act', {
    member: 'ana',
    message,
    enactment: begins ? '' : `letter:${topic}`,
    facts: begins ? { topic } : { word: 'go' },
    ...(begins ? { opens: 'letter' } : {}),
  })
  expect(acted).toMatchObject({ ok: true })
}

const until = async <T>(look: () => T | undefined): Promise<T> =>
  await new Promise((resolve) => {
    const tryNow = (): void => {
      const found = look()
      if (found === undefined) return
      stop()
      resolve(found)
    }
    const stop = life.host.onChange(tryNow)
    tryNow()
  })

const draftOf = async (topic: string): Promise<unknown> =>
  await until(() => life.host.state.open.get(`letter:${topic}`)?.facts.get('draft')?.value)

/** Confirms a draft; the answer is what the script then says. */
const answerTo = async (topic: string): Promise<unknown> => {
  let answer: unknown
  const ignore = life.desk.feed.listen(({ event }) => {
    if (event.type !== 'message-sent' || event.message !== 'settle') return
    if (event.enactment === `letter:${topic}`) answer = event.facts['answer']
  })
  await say('confirm', topic)
  const said = await until(() => answer)
  ignore()
  return said
}

beforeEach(async () => {
  warned.length = 0
  places = firmPlaces(mkdtempSync(join(tmpdir(), 'firm versions ')))
  mkdirSync(places.charterFolder, { recursive: true })
  life = await begin()
  await life.host.submit({ type: 'found-firm', firm: 'acme', operatorKey: operator.publicKey })
  await adopt('first')
  await say('ask', 'a')
  await draftOf('a')
  await adopt('second')
})
afterEach(async () => {
  await end()
  rmSync(places.home, { recursive: true, force: true })
})

describe('a charter whose script changed', () => {
  it('is for what begins under it; what is open finishes under the code it began with', async () => {
    expect(await draftOf('a')).toBe('first')
    await say('ask', 'b')
    expect(await draftOf('b')).toBe('second')
    expect(await answerTo('a')).toBe('first')
    expect(await answerTo('b')).toBe('second')
  })

  it('leaves open work its code over a restart', async () => {
    await end()
    life = await begin()
    expect(await answerTo('a')).toBe('first')
    expect(warned).toEqual([])
  })

  it('leaves what lost its code to the operator, who reads why', async () => {
    await end()
    for (const gone of [places.content, places.code]) rmSync(gone, { recursive: true, force: true })
    life = await begin()
    await say('confirm', 'a')
    await until(() =>
      life.host.state.tries.get('letter:a')?.get('oda')?.stalled ? true : undefined,
    )
    const status = await performVerb(life.desk, 'status', {})
    expect(JSON.stringify(status)).toMatch(
      /"stalled".*its work began under charter 1: the code \w+ of the charter cannot be loaded/,
    )
    await say('ask', 'b')
    expect(await draftOf('b')).toBe('second')
  })
})
