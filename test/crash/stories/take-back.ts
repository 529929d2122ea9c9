/** A merge and a ring of the bell; then the work is cancelled, and both are taken back, the ring first. */
import { boss, isDone, say, type Story } from '../story.ts'

export const takeBack: Story = {
  works: [],
  move: ({ open, used }, { commit }) => {
    if (!used.has('landing:l1')) {
      const facts = { landing: 'l1', commit, word: 'landed' }
      return say({ enactment: '', message: 'land', facts, opens: 'landing' })
    }
    const landing = open.get('landing:l1')
    if (landing === undefined || landing.course.ending > 0 || !isDone(landing, 'land')) {
      return undefined
    }
    return {
      type: 'end-enactment',
      enactment: landing.id,
      as: 'cancelled',
      by: boss,
      because: 'landed on the wrong field',
    }
  },
}
