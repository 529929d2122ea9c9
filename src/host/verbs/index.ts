/** The face of the host's verbs: what can be asked of a running host, and watching it. */
export { actAs } from './act.ts'
export { type Feed, openFeed } from './feed.ts'
export {
  type AdoptOrder,
  asJson,
  type Desk,
  type HostVerb,
  hostVerb,
  type RollBackOrder,
} from './host-verb.ts'
export { performVerb, readingVerbs, writingVerbs } from './registry.ts'
export { watch, type Watch } from './watch.ts'
export { brief } from './brief.ts'
export { cost } from './cost.ts'
export { goals } from './goals.ts'
export { intents, waitingIntent } from './intents.ts'
export { type Look, type Reading } from './look.ts'
export { status } from './status.ts'
export { why } from './why.ts'
export { erasureOrder } from './erase.ts'
export { operatorOf } from './look.ts'
export { textValue } from './text-value.ts'
