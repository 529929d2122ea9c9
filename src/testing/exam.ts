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

/** A case that gets a place of its own, thrown away afterwards. */
export const examCase =
  <Port>(places: ExamPlaces<Port>) =>
  (name: string, run: (place: ExamPlace<Port>) => Promise<void>): ExamCase => ({
    name,
    run: async () => {
      const place = await places()
      try {
        await run(place)
      } finally {
        await place.dispose()
      }
    },
  })
