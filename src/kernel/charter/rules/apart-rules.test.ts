/** What a charter may not give to other firms, each said at its place. */
import { describe, expect, it } from 'vitest'
import { present } from '../../../base/index.ts'
import { stagedCharter } from '../../../testing/staged-firm.ts'
import { apartFindings } from './apart-proof.ts'
import { apartMistakes } from './apart-rules.ts'

const deal = (more = '', facts = ''): string => `
  protocol deal
  key deal
  roles buyer seller
  facts until:instant ${facts}
  ask: buyer > seller; out deal item until
  quote: seller > buyer; in item; out price
  ${more}
`

const mistakesOf = (text: string, apart: { readonly [role: string]: string }): string[] =>
  apartMistakes(
    stagedCharter({ protocols: [text], members: { bea: ['buyer'] }, apart: { deal: apart } }),
  ).map(({ place, sentence }) => `${place}: ${sentence}`)

describe('roles that other firms hold', () => {
  it('are fine where each ledger decides its own facts', () => {
    expect(mistakesOf(deal(), { seller: 'bolt' })).toEqual([])
  })

  it.each([
    [
      'every role',
      deal(),
      { buyer: 'bolt', seller: 'bolt' },
      "apart.deal: every role of 'deal' is held by another firm",
    ],
    [
      'this firm as another',
      deal(),
      { seller: 'acme' },
      "apart.deal: 'seller' is given to 'acme', which is this firm",
    ],
    [
      'a member as a firm',
      deal(),
      { seller: 'bea' },
      "apart.deal: 'seller' is given to 'bea', which is a member here",
    ],
    ['a role that is none', deal(), { broker: 'bolt' }, "apart.deal: 'deal' has no role 'broker'"],
    [
      'a fact for whoever is first',
      deal('drop: buyer > seller; in price; out end', 'end:first'),
      { seller: 'bolt' },
      "apart.deal: 'end' is declared `first`, and between ledgers no book orders who was first",
    ],
    [
      'a round',
      deal('again: buyer > seller; in price; round ask max 2 then failed'),
      { seller: 'bolt' },
      "apart.deal: 'again' opens a round, which would open in the ledger of its sender alone",
    ],
    [
      'the words of a clock',
      deal('lapse: clock > seller; out over\n  deadline price at until sends lapse'),
      { seller: 'bolt' },
      'apart.deal, message lapse: the clock of one ledger does not speak to seller in another',
    ],
  ])('are refused: %s', (_what, text, apart, expected) => {
    expect(mistakesOf(text, apart)).toEqual([expected])
  })

  it('are refused what is personal without whom it is about, for then they could not erase it', () => {
    const charter = stagedCharter({
      protocols: [
        deal('tell: buyer > seller; in item; out who\n  note: buyer > seller; in item; out remark'),
      ],
      members: {},
      apart: { deal: { seller: 'bolt' } },
    })
    const form = present(charter.protocols['deal'], 'the charter has it')
    const personalTo = (subject: string) => ({
      ...charter,
      protocols: {
        deal: {
          ...form,
          facts: {
            ...form.facts,
            remark: { kind: 'text', schema: {}, personal: subject } as const,
          },
        },
      },
    })
    expect(apartMistakes(personalTo('who'))).toEqual([
      {
        place: 'apart.deal, message note',
        sentence: "it carries 'remark', which is personal, and not 'who', whom that is about",
        mend: "Let it read 'who' too: without it seller cannot erase 'remark'.",
      },
    ])
    expect(apartMistakes(personalTo('item'))).toEqual([])
    expect(apartMistakes(personalTo('deal'))).toEqual([])
  })

  it('are refused where the other firm has no key here, or one that is none', () => {
    const charter = stagedCharter({
      protocols: [deal()],
      members: {},
      apart: { deal: { seller: 'bolt' } },
    })
    const withBolt = (neighbours: (typeof charter)['neighbours']) =>
      apartMistakes({ ...charter, ...(neighbours && { neighbours }) }).map(
        ({ place, sentence }) => `${place}: ${sentence}`,
      )
    expect(withBolt({})).toEqual(["neighbours: 'bolt' holds roles, and its key is not known"])
    expect(withBolt({ bolt: { key: '12', letterbox: '' } })).toEqual([
      'neighbours.bolt: its key is not 64 hex digits',
      'neighbours.bolt: its letterbox is no folder',
    ])
  })

  it('are refused where a message would tell what its receiver may not read', () => {
    const charter = stagedCharter({
      protocols: [deal()],
      members: { bea: ['buyer'] },
      apart: { deal: { seller: 'bolt' } },
    })
    const form = charter.protocols['deal']
    if (form === undefined) throw new Error('the charter has its protocol')
    const item = { kind: 'value', schema: {}, audience: ['buyer'] } as const
    const narrowed = { ...form, facts: { ...form.facts, item } }
    expect(apartMistakes({ ...charter, protocols: { deal: narrowed } })).toMatchObject([
      { sentence: "it carries 'item', which seller may not read" },
    ])
  })
})

describe('the proof apart', () => {
  const findingsOf = (text: string): readonly string[] =>
    apartFindings(
      stagedCharter({ protocols: [text], members: {}, apart: { deal: { seller: 'bolt' } } }),
    ).map(({ sentence }) => sentence)

  it('is given for what each ledger decides alone', () => {
    expect(findingsOf(deal('take: buyer > seller; in price; out parcel; ends completed'))).toEqual(
      [],
    )
  })

  it('finds a state that must never be', () => {
    const take = `
      take: buyer > seller; in item; out parcel; ends completed
      never early in parcel not price`
    expect(findingsOf(deal(take))).toEqual(["The state 'early', which must never be, is reached."])
  })

  it('finds two ledgers that may bind one fact', () => {
    const drop = `
      drop: buyer > seller; in item; out price; ends failed
      take: buyer > seller; in price; out parcel; ends completed
    `
    expect(findingsOf(deal(drop))[0]).toContain("bind 'price'")
  })
})
