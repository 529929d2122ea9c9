/** What a reviewer reports about a result. */
import { z } from 'zod'

/** The findings of a review, each a sentence; none where there was nothing to find. */
export const Report = z.object({ findings: z.array(z.string()) })
