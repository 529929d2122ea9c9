/** Exams: what every driver of a port must show, as cases that any test runner can run. */

/** One thing that a driver must do; `run` throws where it does not. */
export interface ExamCase {
  /** A sentence about the domain. */
  readonly name: string
  readonly run: () => Promise<void>
}

/** A place where one ledger, or one content store, can be opened several times. */
export interface ExamPlace<Port> {
  readonly open: () => Promise<Port>
  /** Closes and removes everything. */
  readonly dispose: () => Promise<void>
}

/** Makes a new, empty place. */
export type ExamPlaces<Port> = () => Promise<ExamPlace<Port>>

/** Cases by name, each run on a place of its own. */
export interface Exam<Port> {
  readonly [name: string]: (place: ExamPlace<Port>) => Promise<void>
}

/** The cases of an exam for one driver; every place is thrown away afterwards. */
export const examCases = <Port>(exam: Exam<Port>, places: ExamPlaces<Port>): readonly ExamCase[] =>
  Object.entries(exam).map(([name, run]) => ({ name, run: () => runIn(places, run) }))

const runIn = async <Port>(
  places: ExamPlaces<Port>,
  run: (place: ExamPlace<Port>) => Promise<void>,
): Promise<void> => {
  const place = await places()
  try {
    await run(place)
  } finally {
    await place.dispose()
  }
}
