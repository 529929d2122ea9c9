/** Two bells in a row. The second cannot be asked whether it rang: a crash in its midst leaves a doubt, and only that. */
import { isDone, say, type Story } from '../story.ts'

export const peal: Story = {
  works: [],
  move: ({ open, used }) => {
    if (!used.has('peal:p1')) {
      const facts = { peal: 'p1', word: 'ding' }
      return say({ enactment: '', message: 'first', facts, opens: 'peal' })
    }
    const ringing = open.get('peal:p1')
    return isDone(ringing, 'first') && ringing?.sent.has('second') === false
      ? say({ enactment: ringing.id, message: 'second' })
      : undefined
  },
}
