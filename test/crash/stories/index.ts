/** The face of the stories, by name. */
import type { Story } from '../story.ts'
import { fall } from './fall.ts'
import { handOff } from './hand-off.ts'
import { peal } from './peal.ts'
import { reopening } from './reopening.ts'
import { saga } from './saga.ts'
import { takeBack } from './take-back.ts'

/** Every story that a firm is killed in. */
export const stories: { readonly [name: string]: Story } = {
  'hand-off': handOff,
  saga,
  reopening,
  'take-back': takeBack,
  peal,
  fall,
}
