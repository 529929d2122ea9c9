/** `firm hire`: a member joins the live firm, and one sees exactly what will be run for it. */
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { hireForm } from '../../api/verbs/index.ts'
import {
  claude,
  codex,
  command,
  type MemberSpec,
  minutes,
  person,
  script,
  type TurnLimits,
} from '../../kernel/charter/index.ts'
import { changeMembers, type CharterChange, NotAdoptedError } from '../adopting/index.ts'
import { describeProgram, offerTrial } from '../hiring/index.ts'
import { firmNeeds, requireFirm } from '../firm-needs.ts'
import type { ReachNeeds } from '../open-firm/reach-firm.ts'
import { WrongUsageError } from '../reading.ts'
import { openSigner } from '../signing.ts'
import type { Surroundings } from '../surroundings.ts'
import { argumentOf, type Given, type Verb } from '../verb.ts'

export const hire: Verb = {
  ...hireForm,
  run: async (given, surroundings) => {
    const member = nameIn(given)
    const needs = await firmNeeds(surroundings)
    const spec = specIn(given, surroundings, needs)
    requireFirm(needs)
    const { screen } = surroundings
    const write = given.json ? screen.complain : screen.write
    for (const line of await describeProgram(member, spec, { needs, folder: surroundings.folder }))
      write(line)
    const changed = await changeMembers({
      needs,
      signer: openSigner(needs.places.home, given, surroundings),
      surroundings,
      write,
      change: (members) => ({ ...members, [member]: spec }),
      look: async (change, leave) => {
        refuseAmongOthers(member, change)
        if (given.options['no-trial'] !== undefined) return
        const form = change.loaded.firm.form.members[member]
        if (form === undefined) return
        await offerTrial({ member, form, needs, asker: surroundings.asker, write, leave })
      },
    })
    const { version } = changed
    const lines = [`${member} is hired; the charter is now version ${version}.`]
    return {
      exit: 'done',
      lines,
      json: { member, ...changed, differences: [...changed.differences] },
    }
  },
}

const nameIn = (given: Given): string => {
  const name = argumentOf(given, 'member') ?? ''
  if (/^[\p{L}_][\p{L}\p{N}_-]{0,39}$/u.test(name)) return name
  throw new WrongUsageError(
    `${JSON.stringify(name)} is no name for a member`,
    'Begin with a letter; then letters, digits, - and _, 40 at most.',
  )
}

// A member that the charter names itself would silently win over, or be lost to, the hired one.
const refuseAmongOthers = (member: string, { standing, loaded }: CharterChange): void => {
  const was = standing.charter.members[member]
  const is = loaded.firm.form.members[member]
  if (was?.roles.includes('operator') === true || is?.roles.includes('operator') === true) {
    throw new NotAdoptedError(`${member} is the operator of this firm`, 'Choose another name.')
  }
}

const minds = ['claude', 'codex', 'person', 'script', 'command'] as const

const specIn = (given: Given, { folder }: Surroundings, needs: ReachNeeds): MemberSpec => {
  const { options } = given
  const roles = (options['role'] ?? '').split(',').filter((role) => role !== '')
  if (roles.length === 0) {
    throw new WrongUsageError('hiring needs a role', 'Say which: --role engineer.')
  }
  const { principal, model } = options
  const limits = limitsIn(given)
  const own = {
    roles,
    ...(principal === undefined ? {} : { principal }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  }
  const words = (given.arguments['program'] ?? []).map((word) => absolute(word, folder))
  const [first, ...args] = words
  const agent = { ...own, ...(model === undefined ? {} : { model }), args: words }
  const mind = options['mind'] ?? (first === undefined ? undefined : 'command')
  if (mind === 'claude') return claude(agent)
  if (mind === 'codex') return codex(agent)
  if (mind === 'person') return person(own)
  if (mind === 'command' && first !== undefined) return command(first, args, own)
  if (mind === 'script' && first !== undefined) {
    return script({ ...own, file: fileFor(resolve(folder, first), needs) })
  }
  throw wrongMind(mind)
}

const wrongMind = (mind: string | undefined): WrongUsageError => {
  if (mind === 'command') {
    return new WrongUsageError(
      'a command needs its program',
      'Write it after two dashes: firm hire eve --role engineer --mind command -- sh work.sh',
    )
  }
  if (mind === 'script') {
    return new WrongUsageError(
      'a script needs its file',
      'Name a module that exports `plays`: firm hire eve --role engineer --mind script eve.ts',
    )
  }
  const said = mind === undefined ? 'hiring needs a mind' : `there is no mind '${mind}'`
  return new WrongUsageError(said, `Say which: --mind ${minds.join(', ')}.`)
}

/** What a turn may use, where it was said. */
const limitsIn = (given: Given): TurnLimits => {
  const time = countIn(given, 'minutes', 30)
  const memory = countIn(given, 'memory', 8)
  const processes = countIn(given, 'processes', 512)
  return {
    ...(time === undefined ? {} : { time: minutes(time) }),
    ...(memory === undefined ? {} : { memoryBytes: Math.floor(memory * 1024 ** 3) }),
    ...(processes === undefined ? {} : { processCount: Math.floor(processes) }),
  }
}

const countIn = ({ options }: Given, name: string, usual: number): number | undefined => {
  const text = options[name]
  if (text === undefined) return undefined
  const count = Number(text)
  if (count > 0 && Number.isFinite(count)) return count
  throw new WrongUsageError(`--${name} ${text} is no count`, `Write --${name} ${usual}.`)
}

// A turn runs in a worktree of its own, so what is written from here must be found from there.
const absolute = (word: string, folder: string): string => {
  const isRelative = /^\.{1,2}\//.test(word)
  return isRelative && existsSync(resolve(folder, word)) ? resolve(folder, word) : word
}

const fileFor = (file: string, { places }: ReachNeeds): string => {
  if (!existsSync(file)) {
    throw new WrongUsageError(`there is no file ${file}`, 'Name a module that exports `plays`.')
  }
  const seen = relative(places.charterFolder, file)
  return seen.startsWith('.') ? seen : `./${seen}`
}
