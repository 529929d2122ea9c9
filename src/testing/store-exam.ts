/** The exam of a store: what every driver of the ledger must show. */
import type { Store } from '../ledger/index.ts'
import type { ExamCase, ExamPlaces } from './exam.ts'
import { appendCases } from './store-exam-append.ts'
import { hostingCases } from './store-exam-hosting.ts'
import { readCases } from './store-exam-read.ts'
import { sideCases } from './store-exam-sides.ts'

/** All cases, each on a ledger of its own; stores opened in one place are on one ledger. */
export const storeExam = (places: ExamPlaces<Store>): readonly ExamCase[] => [
  ...appendCases(places),
  ...readCases(places),
  ...sideCases(places),
  ...hostingCases(places),
]
