/** The verb `cost`: what coordination cost so far, by role and protocol, counted from the ledger. */
import { z } from 'zod'
import { accepted } from '../../base/index.ts'
import { costOf, emptyMeter, meterEvent } from '../../supervision/index.ts'
import { decodeEvent } from '../event-line.ts'
import { asJson } from './host-verb.ts'
import { type Reading, reading } from './look.ts'

export const cost: Reading = reading(z.object({}), async (look) => {
  const meter = emptyMeter()
  for await (const entries of look.read(0)) {
    for (const { body } of entries) meterEvent(meter, decodeEvent(body))
  }
  return accepted(asJson(costOf(meter)))
})
