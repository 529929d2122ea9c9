/** What a goal says: the words, and how to tell that it is reached. */
import { z } from 'zod'

/** An objective with its measure, such as a command that must succeed. */
export const Objective = z.object({ text: z.string(), measure: z.string() })
