/** `firm log`: what happened, one line an event, written as it is read. */
import { logForm, logLineOf } from '../../api/index.ts'
import { formatInstant } from '../../base/index.ts'
import { decodeEvent } from '../../host/index.ts'
import type { Entry, Store } from '../../ledger/index.ts'
import { emptyMemory, remember, sentenceOf } from '../../memory/index.ts'
import { withLedger } from '../open-ledger.ts'
import { WrongUsageError } from '../reading.ts'
import type { Screen } from '../screen.ts'
import type { Given, Verb } from '../verb.ts'

interface Wanted {
  readonly after: number
  readonly enactment: string | undefined
}

const wantedIn = ({ options }: Given): Wanted => {
  const after = Number(options['after'] ?? 0)
  if (Number.isSafeInteger(after) && after >= 0) return { after, enactment: options['enactment'] }
  const said = `--after is ${options['after'] ?? ''}, not a position`
  throw new WrongUsageError(said, 'Give a whole number from 0.')
}

/** Whether a line is shown, by where it stands and what it belongs to. */
const isWanted = (wanted: Wanted, position: number, enactment: string | null): boolean =>
  position > wanted.after && (wanted.enactment === undefined || wanted.enactment === enactment)

type Tell = (entry: Entry) => void

const tellPrograms =
  (wanted: Wanted, screen: Screen): Tell =>
  (entry) => {
    const line = logLineOf(entry, decodeEvent(entry.body))
    if (isWanted(wanted, line.position, line.enactment)) screen.write(JSON.stringify(line))
  }

/** Sentences name what earlier events taught, so a person's log is read from the beginning. */
const tellPersons = (wanted: Wanted, screen: Screen): Tell => {
  const memory = emptyMemory()
  return (entry) => {
    const event = decodeEvent(entry.body)
    remember(memory, event, entry.position)
    const { position, enactment } = logLineOf(entry, event)
    if (!isWanted(wanted, position, enactment)) return
    screen.write(`${position}  ${formatInstant(event.at)}  ${sentenceOf(event, { memory })}`)
  }
}

const readAll = async (store: Store, after: number, tell: Tell): Promise<void> => {
  for await (const entries of store.read(after)) for (const entry of entries) tell(entry)
}

export const log: Verb = {
  ...logForm,
  run: async (given, surroundings) => {
    const wanted = wantedIn(given)
    const { screen } = surroundings
    const tell = given.json ? tellPrograms(wanted, screen) : tellPersons(wanted, screen)
    const from = given.json ? wanted.after : 0
    await withLedger(surroundings, async (store) => await readAll(store, from, tell))
    return { exit: 'done', lines: [] }
  },
}
