/** Which part of a long job this run is: LONG_SLICE of LONG_SLICES, as scripts/long.mjs sets them. */

const slice = Number(process.env['LONG_SLICE'] ?? 0)
const sliceCount = Number(process.env['LONG_SLICES'] ?? 1)

/** The numbers from `first` on that fall to this slice, `count` over all slices. */
export const sliceOf = (first: number, count: number): readonly number[] => {
  const from = Math.floor((count * slice) / sliceCount)
  const to = Math.floor((count * (slice + 1)) / sliceCount)
  return Array.from({ length: to - from }, (_, index) => first + from + index)
}

/** The name of this slice, for seeds of its own. */
export const sliceName = `slice ${slice} of ${sliceCount}`
