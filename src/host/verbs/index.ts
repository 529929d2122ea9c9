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
export { erasureOrder } from './erase.ts'
