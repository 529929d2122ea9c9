/** The published verdicts: 78 information protocols, checked apart. */
import { readFileSync } from 'node:fs'
import { describe, expect, it, type TestContext } from 'vitest'
import { publicData } from '../../../test/public-data.ts'
import { present } from '../../base/index.ts'
import { checkPublished } from './check-apart.ts'
import { parsePublished, type PublishedProtocol } from './published.ts'

/** See docs/decisions/0010-published-verdicts.md, which proves both by a run. */
const ours: { readonly [name: string]: string } = {
  Logistics: 'safe true, live true',
  TemplateLoanNegotiation: 'safe false, live false',
}

const told = (verdict: { readonly safe?: unknown; readonly live?: unknown }): string =>
  `safe ${String(verdict.safe)}, live ${String(verdict.live)}`

const read = (context: TestContext): readonly PublishedProtocol[] => {
  const file = publicData(context, 'protocols/information-protocols.json')
  const parsed = parsePublished(JSON.parse(readFileSync(file, 'utf8')))
  return present(parsed.ok ? parsed.value : undefined, 'the data are in the published format')
}

describe('the published protocols (data: protocols)', () => {
  it('have the published verdicts, but for two that are wrong by a run', (context) => {
    const protocols = read(context)
    const answers = protocols.map((each) => `${each.form.name}: ${told(checkPublished(each))}`)
    const wanted = protocols.map(
      ({ form, published }) => `${form.name}: ${ours[form.name] ?? told(published)}`,
    )
    expect(answers).toHaveLength(78)
    expect(answers).toEqual(wanted)
  })
})

describe('the reader', () => {
  const message = {
    name: 'ask',
    sender: 'A',
    recipients: ['B'],
    params: { id: { ad: 'out', key: true } },
  }
  const head = { name: 'P', parameters: { in: [], out: ['id'] } }

  it('says where a file is not in the format', () => {
    const params = { id: { ad: 'both', key: true } }
    const parsed = parsePublished([{ ...head, messages: [{ ...message, params }] }])
    expect(parsed.ok ? '' : parsed.message).toMatchInlineSnapshot(
      `"at 0.messages.0.params.id.ad: Invalid option: expected one of "in"|"out"|"nil""`,
    )
  })

  it('takes one name twice as two messages', () => {
    const parsed = parsePublished([{ ...head, messages: [message, message] }])
    expect(parsed.ok && Object.keys(parsed.value[0]?.form.messages ?? {})).toEqual(['ask', 'ask#2'])
  })

  it('keeps what came under another key out of a message', () => {
    const read = { name: 'use', sender: 'B', recipients: ['A'] }
    const params = { other: { ad: 'out', key: true }, id: { ad: 'in', key: false } }
    const protocol = {
      ...head,
      parameters: { in: [], out: ['other'] },
      messages: [message, { ...read, params }],
    }
    const parsed = parsePublished([protocol])
    const [only] = parsed.ok ? parsed.value : []
    expect(only && told(checkPublished(only))).toBe('safe true, live false')
  })
})
