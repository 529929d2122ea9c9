/** The face of memory: what the ledger taught, briefs, why, and the words of every event. */
export { isAudience, type Reader, readerOf } from './audience.ts'
export type {
  Brief,
  BriefAsk,
  BriefOptions,
  BriefReceipt,
  IncludedPiece,
  LeftOutPiece,
  SectionName,
} from './brief/brief.ts'
export { composeBrief } from './brief/compose-brief.ts'
export { shortSchema } from './brief/short-schema.ts'
export { newsFor } from './brief/task-pieces.ts'
export { type CodeKept, keptCodeNote } from './kept-code.ts'
export {
  type Attempt,
  emptyMemory,
  type IntentTrace,
  type Memory,
  type Said,
  type Span,
  type StandingVersion,
  type Trace,
  type TurnTrace,
} from './memory.ts'
export { type Nearness, nearnessOf } from './nearness.ts'
export { records } from './record.ts'
export { remember } from './remember.ts'
export { decodeMemory, encodeMemory, memoryFormat, MemoryFormatError } from './snapshot.ts'
export { type CountTokens, loadTokenCounter } from './tokens.ts'
export { type Origin, parseWhat, type What } from './why/origin.ts'
export { type NoOrigin, spanOf, whyOf, type WhyOptions } from './why/why.ts'
export { briefly, type Telling } from './wording/phrase.ts'
export { sentenceOf } from './wording/sentence.ts'
export {
  firstTokensMax,
  type FirstReceipt,
  type FirstWords,
  firstWords,
} from './window/first-words.ts'
export type { FirstAsk } from './window/first-scene.ts'
export { heldByOthers, type HeldPaths } from './window/held-by-others.ts'
export { type Known, nothingKnown } from './window/known.ts'
export { type News, type NewsAsk, newsSince } from './window/news-since.ts'
export { type StandingAnswer, type StandingAsk, whatStands } from './window/what-stands.ts'
