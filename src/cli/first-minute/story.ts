/** The story of a first minute: one short line an event, with the position at which `firm why` opens it. */
import type { FirmEvent } from '../../kernel/index.ts'
import { type Scene, rememberScene, emptyScene, taskIn } from './scene.ts'
import { sentenceIn } from './story-words.ts'

/** What an event is on the screen. */
export interface StoryLine {
  /** The caption of the act that begins with it, once each. */
  readonly act?: string
  readonly line: string
}

/** A story that is told event by event. */
export interface Story {
  /** The line of an event; undefined for what only the log tells. */
  readonly tell: (position: number, event: FirmEvent) => StoryLine | undefined
  /** What a host that dies now leaves half done, in words. */
  readonly underWay: () => string
}

/** Opens a story in which nothing has happened yet. */
export const openStory = (): Story => {
  const scene = emptyScene()
  const begun = new Set<string>()
  const tell: Story['tell'] = (position, event) => {
    rememberScene(scene, event)
    const sentence = sentenceIn(scene, event)
    if (sentence === undefined) return undefined
    const line = `${String(position).padStart(5)}  ${wrapped(sentence)}`
    const act = actOf(scene, event)
    if (act === undefined || begun.has(act)) return { line }
    begun.add(act)
    return { act, line }
  }
  const underWay = (): string => {
    const [enactment] = scene.underWay.values()
    return enactment === undefined ? 'what it did' : `the merge of ${taskIn(scene, enactment)}`
  }
  return { tell, underWay }
}

/** What stands beside the number, or beside a difference's bar, in a window of 100 columns. */
const columnsMax = 93
const sentenceCharactersMax = 360

const cut = (text: string, charactersMax: number): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > charactersMax ? `${line.slice(0, charactersMax - 1)}…` : line
}

/** A sentence in as many lines as it takes; those after the first stand under it. */
const wrapped = (sentence: string): string => {
  const lines: string[] = ['']
  for (const word of cut(sentence, sentenceCharactersMax).split(' ')) {
    const line = lines.at(-1) ?? ''
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= columnsMax || line === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.join(`\n${' '.repeat(7)}`)
}

const actsBySaying: { readonly [message: string]: string } = {
  offer: 'Work is offered',
  accept: 'Two engineers want one file',
  propose: 'A question that bears on two tasks',
  rule: 'The answer changes',
  retry: 'Somebody new, who knows what was tried',
}

const actOf = (scene: Scene, event: FirmEvent): string | undefined => {
  switch (event.type) {
    case 'message-sent':
      return actsBySaying[event.message]
    case 'turn-refused':
      return event.why === 'missing-receipt' ? 'A commit that does not exist' : undefined
    case 'intent-vetoed':
      return 'You say no, and it never happens'
    case 'intent-held':
      return 'It stands before you before it happens'
    case 'host-started':
      return scene.hostCount > 1 ? 'Another host goes on' : undefined
    default:
      return undefined
  }
}

/** The lines of a difference as a person reads it: what changes, without the plumbing. */
export const differenceLines = (preview: string, linesMax: number): readonly string[] => {
  const lines = preview
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(Merge |index |--- |\+\+\+ |@@ )/.test(line))
    .map((line) => line.replace(/^diff --git a\/(.*) b\/\1$/, '$1'))
  const shown = lines.slice(0, linesMax).map((line) => `         | ${cut(line, columnsMax - 4)}`)
  const rest = lines.length - shown.length
  if (rest <= 0) return shown
  return [...shown, `         | … ${rest} more ${rest === 1 ? 'line' : 'lines'}`]
}
