/** A reason that is long is cut on a screen, so that the mend after it is seen. */

const charactersMax = 80

/** At most eighty characters; what was cut shows by its end. */
export const shortened = (text: string): string => {
  const characters = Array.from(text)
  return characters.length > charactersMax
    ? `${characters.slice(0, charactersMax).join('')}…`
    : text
}
