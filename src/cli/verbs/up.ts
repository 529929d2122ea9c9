/** `firm up`: hosts the firm in this terminal and shows it live; where a host runs, only shows it. */
import { existsSync } from 'node:fs'
import { upForm } from '../../api/verbs/index.ts'
import { attendHere } from '../attending/index.ts'
import { NoFirmError } from '../firm-home/index.ts'
import { firmNeeds } from '../firm-needs.ts'
import {
  connectFirm,
  localClient,
  reachHost,
  type ReachNeeds,
  serveFirm,
} from '../open-firm/index.ts'
import { answerRefused } from '../refused-answer.ts'
import type { Surroundings } from '../surroundings.ts'
import { openSigner } from '../signing.ts'
import type { Answer, Verb } from '../verb.ts'
import { openPage, showLive, type Showing, watchHost } from '../watching/index.ts'
import { askInPlace } from '../working/index.ts'

export const up: Verb = {
  ...upForm,
  run: async (given, surroundings) => {
    const needs = await firmNeeds(surroundings)
    if (!existsSync(needs.places.ledger)) throw new NoFirmError(needs.places.home)
    const { screen } = surroundings
    const write = given.json ? screen.complain : screen.write
    const attending = attendHere(surroundings, write)
    const present = attending === undefined ? {} : { attending }
    const signer = openSigner(needs.places.home, given, surroundings)
    const asking = askInPlace(surroundings, { signer, write, ...present })
    const page = openPage({ clock: surroundings.clock, isTerminal: screen.isTerminal, write })
    const showing: Showing = { page, ...present, ...asking }
    try {
      return (await watchRunning(needs, showing)) ?? (await hostHere(needs, surroundings, showing))
    } finally {
      attending?.close()
    }
  },
}

/** Shows the host that runs already; undefined where none does. */
const watchRunning = async (needs: ReachNeeds, showing: Showing): Promise<Answer | undefined> => {
  const client = await connectFirm(needs.places.socket)
  if (client === undefined) return undefined
  showing.page.write('A host runs already; this only shows it. Ctrl-C leaves it running.')
  const how = await watchHost(client, showing, interrupted())
  showing.page.write(`${sentence(how)}.`)
  return { exit: 'done', lines: [], json: { process: 0, ended: how } }
}

const hostHere = async (
  needs: ReachNeeds,
  { screen }: Surroundings,
  showing: Showing,
): Promise<Answer> => {
  const warn = (cause: unknown): void => {
    screen.complain(cause instanceof Error ? cause.message : String(cause))
  }
  const served = await serveFirm({ ...needs, warn }, { failed: warn })
  if (!served.ok) {
    // Another host is just starting: wait for it, and show that one.
    const client = await reachHost(needs)
    await client.close()
    return (
      (await watchRunning(needs, showing)) ??
      answerRefused({
        ...served,
        hint: 'Wait until it has ended, and give the same command again.',
      })
    )
  }
  const { opened, ended, stop } = served.value
  showing.page.write(
    `This is the host of ${opened.host.state.name}, process ${process.pid}. Ctrl-C ends it.`,
  )
  void interrupted().then(() => stop('you ended it'))
  await showLive(
    localClient(opened.desk, async () => await Promise.resolve()),
    showing,
  )
  const why = await ended
  showing.page.write(`The host has ended: ${why}. Work goes on with the next.`)
  return { exit: 'done', lines: [], json: { process: process.pid, ended: why } }
}

const interrupted = async (): Promise<void> =>
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve())
    }
  })

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
