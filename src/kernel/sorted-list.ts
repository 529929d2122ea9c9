/** A list in an order, kept by insertion: what is looked for is found by halving. */

/** Which of two comes first: below zero the left one. */
export type Order<T> = (left: T, right: T) => number

// The first place at which nothing comes before the item.
const placeOf = <T>(list: readonly T[], item: T, order: Order<T>): number => {
  let from = 0
  let to = list.length
  while (from < to) {
    const middle = (from + to) >>> 1
    const found = list[middle]
    if (found !== undefined && order(found, item) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/** Whether the list holds an item that is equal by this order. */
export const holdsSorted = <T>(list: readonly T[], item: T, order: Order<T>): boolean => {
  const found = list[placeOf(list, item, order)]
  return found !== undefined && order(found, item) === 0
}

/** Puts an item in its place. What comes after all others, the usual case, moves nothing. */
export const insertSorted = <T>(list: T[], item: T, order: Order<T>): void => {
  list.splice(placeOf(list, item, order), 0, item)
}

/** Takes an item out that is equal by this order; nothing where there is none. */
export const removeSorted = <T>(list: T[], item: T, order: Order<T>): void => {
  const place = placeOf(list, item, order)
  const found = list[place]
  if (found !== undefined && order(found, item) === 0) list.splice(place, 1)
}
