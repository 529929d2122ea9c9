/** `firm init`: a firm for this repository, from three questions at most. */
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, join, relative } from 'node:path'
import { initForm } from '../../api/verbs/index.ts'
import { beginBranch } from '../../environments/git/index.ts'
import {
  openRepository,
  type Repository,
  RepositoryError,
  requireHead,
} from '../../environments/git/reader/index.ts'
import { initCharter } from '../../host/charter/index.ts'
import { afterLastAct, charterHash, signedText } from '../../kernel/index.ts'
import { type Faults, FirmError } from '../../base/index.ts'
import type { Asker } from '../asking/index.ts'
import { findHome } from '../find-home.ts'
import { openHome } from '../firm-home/index.ts'
import {
  firmBranch,
  type FirmPlaces,
  firmPlaces,
  introduceFirm,
  keepCharterFolder,
  openFirm,
  type OpenedFirm,
} from '../open-firm/index.ts'
import {
  keepOperatorKey,
  makeOperatorKey,
  openOperatorKey,
  type OperatorKey,
  readOperatorKey,
} from '../operator-key/index.ts'
import { passphraseDescriptor } from '../signing.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Given, Verb } from '../verb.ts'

interface Answers {
  readonly name: string
  readonly operator: string
  readonly goal: string
}

export const init: Verb = {
  ...initForm,
  run: async (given, surroundings) => {
    const repository = await openRepository(surroundings.folder)
    if (repository.shallow) throw new RepositoryError('shallow', repository.folder)
    await requireHead(repository)
    const home = await findHome(surroundings)
    openHome(home)
    const answers = await askAnswers(given, repository, surroundings)
    const key = await makeKey(home, given, surroundings)
    const commit = await beginBranch(repository, firmBranch)
    const { faults } = surroundings
    const places = await placeCharter(home, given, { repository, answers, faults })
    await found(places, surroundings, { answers, key })
    const lines = [
      `The firm ${answers.name} lives at ${home}`,
      `Its charter is ${places.charterFile}; change it as you like.`,
      `Accepted work lands on the branch ${firmBranch}, which stands at ${commit.slice(0, 12)}. Your other branches`,
      'and your files are never touched.',
      '',
      'Next:  firm hire eve --role engineer --mind claude',
      '       firm hire rob --role reviewer --mind codex',
      '       firm do "what is to be done"',
    ]
    const { operator } = answers
    const charter = places.charterFile
    const place = { repository: repository.folder, branch: firmBranch }
    return { exit: 'done', lines, json: { home, charter, operator, commit, ...place } }
  },
}

/** One question; the passphrase, typed twice, is the second and the third. Without a terminal, what is usual is taken. */
const askAnswers = async (
  { options }: Given,
  { folder }: Repository,
  { asker, machine, screen }: Surroundings,
): Promise<Answers> => {
  const name = options['name'] ?? (nameFrom(basename(folder).replace(/\.git$/, '')) || 'firm')
  // Git knows the name of whoever commits here, so it is told and not asked for.
  const known = await machine.outputOf('git', ['-C', folder, 'config', 'user.name'])
  const usual = nameFrom(known?.trim().split(/\s+/)[0] ?? '') || nameFrom(userInfo().username)
  const operator = nameFrom(options['operator'] ?? usual) || 'you'
  if (asker.isTerminal && options['operator'] === undefined) {
    screen.complain(`You are ${operator} here; \`firm init --operator NAME\` takes another name.`)
  }
  return { name, operator, goal: options['goal'] ?? (await askGoal(asker)) }
}

const usualGoal = 'Keep this repository well'

const askGoal = async (asker: Asker): Promise<string> => {
  const said = asker.isTerminal
    ? await asker.ask(`What is the firm for? [${usualGoal}] `)
    : undefined
  return said === undefined || said === '' ? usualGoal : said
}

const nameFrom = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')

/** A new key, or the one that a firm that was half made has already. */
const makeKey = async (
  home: string,
  given: Given,
  { secrets, asker, faults }: Surroundings,
): Promise<OperatorKey> => {
  const descriptor = passphraseDescriptor(given)
  const there = readOperatorKey(home)
  const prompt =
    there === undefined ? 'A passphrase for your key: ' : 'The passphrase of your key: '
  const passphrase = await secrets.passphrase(prompt, descriptor)
  if (there === undefined && descriptor === undefined && asker.isTerminal) {
    const again = await secrets.passphrase('The same once more: ')
    if (again !== passphrase) throw new InitRefusedError('the two passphrases differ', 'Try again.')
  }
  if (there === undefined) {
    const made = await makeOperatorKey(passphrase, secrets)
    if (!made.ok) throw new InitRefusedError(made.message, made.hint ?? '')
    await keepOperatorKey(home, made.value, faults)
  }
  const sealed = readOperatorKey(home)
  const opened = sealed === undefined ? undefined : await openOperatorKey(sealed, passphrase)
  if (opened?.ok !== true) {
    throw new InitRefusedError(
      opened?.message ?? 'the key was not kept',
      opened?.hint ?? 'Try again.',
    )
  }
  return opened.value
}

/** Writes the charter, unless a firm that was half made has one. */
const placeCharter = async (
  home: string,
  { options }: Given,
  made: {
    readonly repository: Repository
    readonly answers: Answers
    readonly faults: Faults
  },
): Promise<FirmPlaces> => {
  const { repository, answers, faults } = made
  const here = options['here'] !== undefined
  if (here) await keepCharterFolder(home, join(repository.folder, 'firm'), faults)
  const places = firmPlaces(home)
  if (existsSync(places.charterFile)) return places
  const path = here ? relative(places.charterFolder, repository.folder) : repository.folder
  const measure = existsSync(join(repository.folder, 'package.json')) ? 'npm test' : 'the reviewer'
  const first = { ...answers, measure, repository: path }
  const written = await initCharter(places.charterFolder, first, faults)
  if (!written.ok) throw new InitRefusedError(written.message, written.hint ?? '')
  return places
}

const found = async (
  places: FirmPlaces,
  { clock, variables, modules, faults }: Surroundings,
  founding: { readonly answers: Answers; readonly key: OperatorKey },
): Promise<void> => {
  const loader = modules.charters()
  const needs = { places, clock, variables, faults, loader, founding: true } as const
  const opened = await openFirm(needs)
  if (!opened.ok) throw new InitRefusedError(opened.message, opened.hint ?? '')
  try {
    await foundIn(opened.value, founding, needs)
  } finally {
    await opened.value.close()
  }
}

const foundIn = async (
  { host, desk }: OpenedFirm,
  founding: { readonly answers: Answers; readonly key: OperatorKey },
  needs: Parameters<typeof openFirm>[0],
): Promise<void> => {
  const { answers, key } = founding
  if (host.state.charter !== undefined) {
    throw new InitRefusedError(
      `there is a firm at ${needs.places.home} already: ${host.state.name}`,
      'Use it: `firm status`. For a second one choose another folder with FIRM_HOME.',
    )
  }
  if (host.state.name === '') {
    await host.submit({ type: 'found-firm', firm: answers.name, operatorKey: key.publicKey })
    await host.submit({ type: 'start-host', process: process.pid })
  }
  // The charter comes last: a firm that has one is made, and nothing of it is missing.
  introduceFirm(needs.places, host.state.name, needs.faults)
  const loaded = await needs.loader.load(needs.places.charterFile)
  if (!loaded.ok) throw new InitRefusedError(loaded.message, loaded.hint ?? '')
  const hash = charterHash(loaded.value.firm.form)
  const act = { verb: 'apply', what: afterLastAct(host.state, hash) }
  const signature = key.sign(signedText(host.state.name, act))
  const adopted = await desk.adopt({
    by: operatorIn(loaded.value.firm.form.members),
    hash,
    signature,
  })
  if (!adopted.ok) throw new InitRefusedError(adopted.message, adopted.hint ?? '')
}

const operatorIn = (members: {
  readonly [name: string]: { readonly roles: readonly string[] }
}): string => Object.entries(members).find(([, { roles }]) => roles.includes('operator'))?.[0] ?? ''

/** No firm was made. */
export class InitRefusedError extends FirmError {
  override readonly name = 'InitRefusedError'

  constructor(message: string, hint: string) {
    super('not-made', message, { hint })
  }
}
