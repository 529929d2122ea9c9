/** Makes a codec from the form of an agent's hooks: what they are called, and how each is answered. */
import { hookBytesMax } from '../../api/door/index.ts'
import type { Json, JsonObject } from '../../base/index.ts'
import type { AgentName, DoorReply, Move } from '../../host/index.ts'
import { type HookAnswer, type HookCall, type HookCodec, type HookRead } from './hook.ts'
import {
  type HookEnvelope,
  noText,
  readEnvelope,
  textIn,
  type Unreadable,
  unreadable,
} from './hook-envelope.ts'
import { readToolUse, type ToolTable, type ToolUse } from './tool-use.ts'

/** When a hook is called. */
export type Occasion =
  | 'start'
  | 'prompt'
  | 'before-tool'
  | 'after-tool'
  | 'after-failed-tool'
  | 'stop'
  | 'end'

/** What one agent's hooks look like. */
export interface HookForm {
  readonly agent: AgentName
  readonly occasions: ReadonlyMap<string, Occasion>
  readonly tools: ToolTable
  /** Where the agent does not show its model what an answer tells, unless it refuses. */
  readonly deaf: ReadonlySet<Occasion>
  /** Whether what a tool answered says that it failed. */
  readonly hasFailed: (response: Json | undefined) => boolean
  /** The field that holds what the model said last. */
  readonly saidField: string
  readonly refuseTool: (because: string, told: readonly string[]) => JsonObject
  /** Sends the model on when it would stop. */
  readonly sendBack: (because: string) => JsonObject
  readonly tell: (event: string, told: readonly string[]) => JsonObject
}

/** The codec of an agent. */
export const codecOf = (form: HookForm): HookCodec => ({
  agent: form.agent,
  readHook: (input) => readHook(form, input),
  writeReply: (hook, reply) => answerWith(replyJson(form, hook, reply)),
  refuseUnread: (because) => refuseUnread(form, because),
})

const answerWith = (json: JsonObject): HookAnswer => ({ json, exitCode: 0, complaint: '' })

const nothing: HookRead = { kind: 'nothing', answer: answerWith({}) }

interface Known {
  readonly event: string
  readonly occasion: Occasion
}

const readHook = (form: HookForm, input: unknown): HookRead => {
  const read = readEnvelope(input, hookBytesMax)
  if (read.kind === 'unreadable') return notRead(form, undefined, read)
  const { value: envelope } = read
  const { event, session, folder, use } = envelope
  const occasion = form.occasions.get(event)
  if (occasion === undefined) return nothing
  const move = moveOf(form, occasion, envelope)
  if (move === undefined) return nothing
  if (move.kind === 'unreadable') return notRead(form, { event, occasion }, move)
  const wrong = nameless(envelope)
  if (wrong !== undefined) return notRead(form, { event, occasion }, wrong)
  const deaf = form.deaf.has(occasion) ? { deaf: true as const } : {}
  return {
    kind: 'call',
    event,
    call: { agent: form.agent, session, folder, move, ...deaf },
    ...(use === undefined ? {} : { use }),
  }
}

const nameless = ({ session, folder }: HookEnvelope): Unreadable | undefined => {
  if (session === '') return unreadable('session_id', noText)
  return folder === '' ? unreadable('cwd', noText) : undefined
}

const moveOf = (
  form: HookForm,
  occasion: Occasion,
  envelope: HookEnvelope,
): Move | Unreadable | undefined => {
  switch (occasion) {
    case 'start':
      return { kind: 'started' }
    case 'prompt':
      return prompted(textIn(envelope.fields, 'prompt'))
    case 'end':
      return { kind: 'ended' }
    case 'stop':
      return {
        kind: 'stopping',
        said: textIn(envelope.fields, form.saidField),
        again: envelope.fields['stop_hook_active'] === true,
      }
    default:
      return moveOfTool(form, occasion, envelope)
  }
}

const prompted = (said: string): Move =>
  said === '' ? { kind: 'prompted' } : { kind: 'prompted', said }

const moveOfTool = (
  form: HookForm,
  occasion: 'before-tool' | 'after-tool' | 'after-failed-tool',
  envelope: HookEnvelope,
): Move | Unreadable | undefined => {
  const use = readToolUse(form.tools, envelope.fields)
  if (occasion === 'before-tool') return moveBefore(use)
  const failed =
    occasion === 'after-failed-tool' || form.hasFailed(envelope.fields['tool_response'])
  return moveAfter(use, failed)
}

const moveBefore = (use: ToolUse): Move | Unreadable | undefined => {
  switch (use.kind) {
    case 'write':
      return { kind: 'about-to-write', paths: use.paths }
    case 'run':
      return { kind: 'about-to-run', command: use.command }
    case 'other':
      return undefined
    case 'unreadable':
      return use
  }
}

// What cannot be read any more has happened: that something came back is all there is to say.
const moveAfter = (use: ToolUse, failed: boolean): Move => {
  switch (use.kind) {
    case 'write':
      return failed ? { kind: 'looked' } : { kind: 'wrote', paths: use.paths }
    case 'run':
      return { kind: 'ran', command: use.command, failed }
    case 'other':
    case 'unreadable':
      return { kind: 'looked' }
  }
}

const replyJson = (form: HookForm, { event, call }: HookCall, reply: DoorReply): JsonObject => {
  const { move } = call
  const told = reply.told.filter((sentence) => sentence.trim() !== '')
  if (reply.kind === 'refuse') {
    const { because } = reply
    if (move.kind === 'about-to-write' || move.kind === 'about-to-run') {
      return form.refuseTool(because, told)
    }
    if (move.kind === 'stopping') {
      // Whoever was sent back once is let go, or it would never end.
      return move.again ? {} : form.sendBack([because, ...told].join('\n'))
    }
    return call.deaf === true ? {} : form.tell(event, [because, ...told])
  }
  return told.length === 0 || call.deaf === true ? {} : form.tell(event, told)
}

const notRead = (
  form: HookForm,
  known: Known | undefined,
  { place, because }: Unreadable,
): HookRead => {
  const said = `Firm could not read this hook of ${form.agent}: ${place}: ${because}.`
  return { kind: 'unreadable', place, answer: answerUnread(form, known, said) }
}

const answerUnread = (form: HookForm, known: Known | undefined, said: string): HookAnswer => {
  if (known === undefined) return refuseUnread(form, said)
  const { event, occasion } = known
  if (occasion === 'before-tool') return answerWith(form.refuseTool(said, []))
  return answerWith(form.deaf.has(occasion) ? {} : form.tell(event, [said]))
}

const refuseUnread = (form: HookForm, because: string): HookAnswer => ({
  json: form.refuseTool(because, []),
  exitCode: 2,
  complaint: because,
})
