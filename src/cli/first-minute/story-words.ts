/** The sentences of the first minute; whatever it does not know is told in the words of the log. */
import { z } from 'zod'
import type { FirmEvent, MessageSent } from '../../kernel/index.ts'
import { sentenceOf } from '../../memory/index.ts'
import { plantedMark, type Scene, taskIn, workIn } from './scene.ts'
import { textOf } from './text-of.ts'

type Named<Type extends FirmEvent['type']> = Extract<FirmEvent, { readonly type: Type }>

const short = (commit: string): string => commit.slice(0, 12)

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

/** The event as one sentence; undefined for what only the log tells. */
export const sentenceIn = (scene: Scene, event: FirmEvent): string | undefined => {
  switch (event.type) {
    case 'host-started':
      return `${event.host} is the host, process ${event.process}.`
    case 'charter-adopted':
      return charterWords(scene, event)
    case 'message-sent':
      return saidWords(scene, event)
    case 'turn-refused':
      return refusedWords(scene, event)
    case 'intent-held':
      return `${event.intent}, the merge of ${taskIn(scene, event.enactment)}, waits for your approval${gateWords(scene, event.enactment)}.`
    case 'intent-vetoed':
      return `${event.by} veto ${event.intent}, ${wantedIn(scene, event.intent)}: "${event.because}".`
    case 'effect-settled':
      return settledWords(scene, event)
    case 'break-told':
      return toldWords(scene, event)
    case 'enactment-reopened':
      return `${taskIn(scene, event.enactment)} goes on from there: ${listed(event.messages)} anew.`
    case 'enactment-ended':
      return endedWords(scene, event)
    case 'firm-founded':
    case 'turn-opened':
    case 'turn-ended':
    case 'intent-released':
    case 'undo-started':
    case 'enactment-opened':
      return undefined
    default:
      return sentenceOf(event)
  }
}

const charterWords = (scene: Scene, { version }: Named<'charter-adopted'>): string => {
  const who = scene.hired.map((name) => `${name} (${scene.members.get(name)?.[0] ?? ''})`)
  return version === 1
    ? `you adopt the charter: ${listed(who)}.`
    : `you hire ${listed(who)}: version ${version} of the charter.`
}

const Spec = z.object({ title: z.string() })
const Proposal = z.object({ text: z.string(), answers: z.array(z.string()) })

const saidWords = (scene: Scene, event: MessageSent): string | undefined => {
  const { by, facts, message, enactment } = event
  const task = taskIn(scene, enactment)
  const places = (event.lease ?? []).map((held) => held.replace(/^[^:]*:/, ''))
  switch (message) {
    case 'ask':
      return `you ask lea for the repairs.`
    case 'split':
      return `${by} splits them into tasks, each with an engineer.`
    case 'retry':
      return `${by} offers what failed once more, to somebody new.`
    case 'offer': {
      const title = Spec.safeParse(facts['spec']).data?.title ?? 'another round'
      return `${task} for ${textOf(facts, 'engineer')}: ${title.replace(' (planted)', '')}.`
    }
    case 'accept':
      return `${by} takes ${task} and holds ${listed(places)}: ${textOf(facts, 'plan')}.`
    case 'deliver':
      return `${by} delivers ${task} as commit ${short(textOf(facts, 'result'))}.`
    case 'judge':
      return `${by} judges ${task}: ${'meets' in Object(facts['verdict']) ? 'it meets' : 'it fails'}.`
    case 'apply':
      return `${by} merges ${ownerWords(scene, enactment)}${task}${event.intent === undefined ? '' : ', as you approved'} …`
    case 'propose': {
      const asked = Proposal.safeParse(facts['proposal']).data
      return `${by} asks you: ${asked?.text ?? ''} (${asked?.answers.join(' or ') ?? ''})`
    }
    case 'ratify':
      return `you answer: ${textOf(facts, 'decided')}.${standsIn(event)}`
    case 'rule':
      return `you say otherwise now: ${textOf(facts, 'decided')}.${standsIn(event)}`
    case 'close':
    case 'report':
      return `${by} reports to you: ${textOf(facts, 'summary')}.`
    default:
      return sentenceOf(event)
  }
}

const standsIn = ({ standing = [] }: MessageSent): string =>
  standing.map(({ path, version }) => ` ${path} stands at version ${version}.`).join('')

const refusedWords = (scene: Scene, event: Named<'turn-refused'>): string | undefined => {
  const task = taskIn(scene, event.enactment)
  switch (event.why) {
    case 'key-used':
      return undefined
    case 'lease-taken':
      return `${event.by} waits with ${task}: ${heldWords(scene, event.detail)}.`
    case 'missing-receipt':
      return `${event.by} reports ${reportedIn(event)} for ${task} and is refused: there is no such commit.`
    case 'premise-broken':
      return `${event.by} is stopped in ${task}: ${event.detail.replace('a premise changed: ', '')} now.`
    default:
      return `${event.by} is refused ${event.message} in ${task}: ${event.detail}.`
  }
}

// The refusal says `place:PATH is held by change:t2 (bob, lea); eve is woken …`: whoever holds it has it for that task.
const heldWords = (scene: Scene, detail: string): string => {
  const said = /^[a-z]+:(.*) is held by (\S+) \(([^,)]+)/.exec(detail)
  if (said === null) return detail.replace(/;.*/, '')
  const [, path = '', enactment = '', holder = ''] = said
  return `${holder} holds ${path} for ${taskIn(scene, enactment)}`
}

const wantedIn = (scene: Scene, intent: string): string => {
  const held = scene.intents.get(intent)
  return held === undefined ? 'an intent' : `the merge of ${taskIn(scene, held.enactment)}`
}

const settledWords = (scene: Scene, event: Named<'effect-settled'>): string => {
  const task = taskIn(scene, event.enactment)
  if (event.outcome === 'failed') {
    return `${task} does not merge: ${textOf(event.receipt, 'why')}.`
  }
  const merged = `${task} is merged as ${short(textOf(event.receipt, 'commit'))}`
  const begun = scene.begunBy.get(event.effect)
  return begun === event.host || begun === undefined
    ? `${merged}.`
    : `${merged}, once: ${begun} had begun it.`
}

// Which of the charter's gates it is: one asks about each left conflict, one about whoever reported what is not there.
const gateWords = (scene: Scene, enactment: string): string => {
  const { kind, engineer } = workIn(scene, enactment) ?? {}
  if (kind === 'conflict-marker') return ', as each left conflict does'
  if (engineer === undefined || !scene.caught.has(engineer)) return ''
  return `: ${engineer} has reported what is not there`
}

const ownerWords = (scene: Scene, enactment: string): string => {
  const { engineer } = workIn(scene, enactment) ?? {}
  return engineer === undefined ? '' : `${engineer}'s `
}

const reportedIn = (event: Named<'turn-refused'>): string =>
  `commit ${short(textOf(event.facts, 'result'))}`

const toldWords = (scene: Scene, event: Named<'break-told'>): string | undefined => {
  // The first answer is no change: who waited for it goes on.
  if (event.from === 0) return undefined
  const isTask = (name: string): boolean => name.startsWith('change:')
  const untold = [...scene.open].filter((name) => !event.enactments.includes(name))
  const told = marked(scene, event.enactments.filter(isTask))
  return `told, since they rest on it: ${told}; not told: ${marked(scene, untold.filter(isTask))}.`
}

/** Several tasks in a few words: what was planted first, with one mark for all of it. */
const marked = (scene: Scene, enactments: readonly string[]): string => {
  if (enactments.length === 0) return 'none'
  const named = enactments.map((name) => taskIn(scene, name))
  const planted = named.filter((name) => name.endsWith(plantedMark))
  const own = named.filter((name) => !planted.includes(name))
  if (planted.length === 0) return listed(own)
  const keys = listed(planted.map((name) => name.slice(0, -plantedMark.length)))
  return [`${keys}${plantedMark}`, ...(own.length === 0 ? [] : [listed(own)])].join('; ')
}

const endedWords = (scene: Scene, event: Named<'enactment-ended'>): string | undefined => {
  const task = taskIn(scene, event.enactment)
  if (event.as !== 'completed') return `${task} ended as ${event.as}.`
  return event.enactment.startsWith('job:') ? `the job is completed.` : undefined
}
