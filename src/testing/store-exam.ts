/** The exam of a store: what every driver of the ledger must show. */
import type { Store } from '../ledger/index.ts'
import { type ExamCase, examCases, type ExamPlaces } from './exam.ts'
import { appendExam } from './store-exam-append.ts'
import { hostingExam } from './store-exam-hosting.ts'
import { readExam } from './store-exam-read.ts'
import { sideExam } from './store-exam-sides.ts'

/** All cases, each on a ledger of its own; stores opened in one place are on one ledger. */
export const storeExam = (places: ExamPlaces<Store>): readonly ExamCase[] =>
  examCases({ ...appendExam, ...readExam, ...sideExam, ...hostingExam }, places)
