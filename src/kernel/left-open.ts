/** Minds that leave their menu open: a person answers by a verb, a window by what its agent does. */

/** Whether a mind of this kind takes no turn of its own. */
export const isLeftOpen = (kind: string): boolean => kind === 'person' || kind === 'window'
