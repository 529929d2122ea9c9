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
    const line = `${String(position).padStart(5)}  ${cut(sentence)}`
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

const lineCharactersMax = 118

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > lineCharactersMax ? `${line.slice(0, lineCharactersMax - 1)}…` : line
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
    .filter((line) => line.trim() !== '' && !/^(index |--- |\+\+\+ |diff --git |@@ )/.test(line))
  const shown = lines.slice(0, linesMax).map((line) => `         | ${cut(line)}`)
  const rest = lines.length - shown.length
  return rest > 0 ? [...shown, `         | … ${rest} more lines`] : shown
}
