/** `firm do`: work is given, followed turn by turn, and asked about in place until it ends. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { firmStatus } from '../../api/index.ts'
import { doForm } from '../../api/verbs/index.ts'
import { FirmError, isJsonObject, refused } from '../../base/index.ts'
import { findCheckout } from '../../environments/git/index.ts'
import { openRepository } from '../../environments/git/reader/index.ts'
import type { FirmClient } from '../../client/index.ts'
import { standingCharter, type StandingCharter } from '../adopting/standing-charter.ts'
import { attendHere } from '../attending/index.ts'
import { firmNeeds } from '../firm-needs.ts'
import { firmBranch } from '../open-firm/firm-places.ts'
import { openLeaving } from '../leaving.ts'
import { reachHost, type ReachNeeds } from '../open-firm/reach-firm.ts'
import { answerRefused } from '../refused-answer.ts'
import { openSigner } from '../signing.ts'
import { unfencedLines } from '../status-lines.ts'
import { type Answer, argumentOf, type Given, type Verb } from '../verb.ts'
import { type Followed, followWork, namedPaths, openSeat } from '../working/index.ts'
import { quoted } from '../quoted.ts'

export const doWork: Verb = {
  ...doForm,
  run: async (given, surroundings) => {
    const needs = await firmNeeds(surroundings)
    let client = await reachHost(needs)
    const { screen, asker } = surroundings
    const write = given.json ? screen.complain : screen.write
    // Ctrl-C leaves the work to the host.
    const leave = openLeaving()
    const attending = attendHere(surroundings, write)
    const present = attending === undefined ? {} : { attending }
    try {
      const standing = await standingCharter(client)
      if (!standing.ok) throw new NoWorkError(standing.message, standing.hint)
      const { operator, firm, position: after } = standing.value
      const repository = repositoryIn(standing.value, needs)
      if (repository !== undefined) await refuseCheckedOut(repository)
      const paths = namedPaths(given, repository)
      const work = await offer(client, { given, paths, by: operator })
      write(`${work} begins.`)
      for (const line of await fenceLines(client)) write(line)
      if (given.options['detach'] !== undefined) return detached(work)
      const signer = openSigner(needs.places.home, given, surroundings)
      const goesOn = given.options['yes'] !== undefined
      const followed = await followWork({
        work,
        after,
        client,
        again: async (why) => {
          write(`The host is gone${why === undefined ? '' : ` (${why})`}; another goes on.`)
          client = await reachHost(needs)
          return client
        },
        tell: ({ sentence }) => write(`  ${sentence}`),
        seat: openSeat({ operator, firm, work, asker, signer, write, goesOn, ...present }),
        leave: leave.signal,
      })
      return answerFor(work, followed, repository)
    } finally {
      attending?.close()
      leave.end()
      await client.close()
    }
  },
}

/** Who would work unfenced is said before anybody works. */
const fenceLines = async (client: FirmClient): Promise<readonly string[]> => {
  const told = await client.call('status', {})
  const status = told.ok ? firmStatus.safeParse(told.value) : undefined
  return status?.success === true ? unfencedLines(status.data) : []
}

/** Nothing could be merged into a branch that somebody looks at; better said before the work than after it. */
const refuseCheckedOut = async (folder: string): Promise<void> => {
  const place = await openRepository(folder)
  const checkout = await findCheckout({ place, branch: firmBranch })
  if (checkout === undefined) return
  throw new NoWorkError(
    `${firmBranch} is checked out in ${checkout}, so nothing can be merged into it`,
    `Switch that to another branch: git -C ${quoted(checkout)} switch -`,
  )
}

const offer = async (
  client: FirmClient,
  {
    given,
    paths,
    by,
  }: { readonly given: Given; readonly paths: readonly string[]; readonly by: string },
): Promise<string> => {
  const { to } = given.options
  const offered = await client.call('offer-work', {
    text: argumentOf(given, 'text') ?? '',
    paths: [...paths],
    by,
    ...(to === undefined ? {} : { to }),
  })
  if (!offered.ok) throw new NoWorkError(offered.message, offered.hint)
  return z.object({ enactment: z.string() }).parse(offered.value).enactment
}

const detached = (work: string): Answer => ({
  exit: 'done',
  lines: ['The host goes on with it. `firm up` shows it, `firm stop` ends the host.'],
  json: { enactment: work, ended: null, waits: false },
})

const answerFor = (work: string, followed: Followed, repository: string | undefined): Answer => {
  if (followed.kind === 'left') {
    const lines = [`You left; the work on ${work} goes on. \`firm up\` shows it.`]
    return { exit: 'done', lines, json: { enactment: work, ended: null, waits: false } }
  }
  if (followed.kind === 'waits') {
    const message = `${work} waits for you, and nobody could be asked`
    const hint =
      'Answer at a terminal: `firm up`. Whoever takes each next step unasked gives --yes.'
    const json = { enactment: work, ended: null, waits: true }
    return answerRefused(refused('not-now', message, hint), json)
  }
  const { as, receipt } = followed.end
  const commit = typeof receipt?.['commit'] === 'string' ? receipt['commit'] : undefined
  const merged = as === 'completed' && commit !== undefined && repository !== undefined
  return {
    exit: as === 'completed' ? 'done' : 'refused',
    lines: [
      `${work} is ${as}.`,
      ...(merged
        ? [
            `It is on ${firmBranch} as ${commit.slice(0, 12)}. To take it:`,
            `  git -C ${quoted(repository)} merge ${firmBranch}`,
          ]
        : []),
    ],
    json: {
      enactment: work,
      ended: as,
      waits: false,
      ...(merged ? { repository, commit } : {}),
    },
  }
}

const repositoryIn = ({ charter }: StandingCharter, { places }: ReachNeeds): string | undefined => {
  const form = Object.values(charter.environments).find(({ kind }) => kind === 'git')
  const options = form?.['options']
  const path = isJsonObject(options) ? options['path'] : undefined
  return typeof path === 'string' ? resolve(places.charterFolder, path) : undefined
}

/** The work could not be given. */
export class NoWorkError extends FirmError {
  override readonly name = 'NoWorkError'

  constructor(message: string, hint: string | undefined) {
    super('work-refused', message, hint === undefined ? {} : { hint })
  }
}
